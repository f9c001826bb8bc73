CREATE TABLE sales (region TEXT, amount INTEGER, day TEXT);
INSERT INTO sales VALUES ('north', 120, '2025-01-01'), ('north', 80, '2025-01-02'), ('south', 45, '2025-01-01'), ('east', 300, '2025-01-03');
