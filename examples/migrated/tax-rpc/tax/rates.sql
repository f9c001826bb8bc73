CREATE TABLE rates (country TEXT PRIMARY KEY, percent REAL NOT NULL);
INSERT INTO rates VALUES ('PT', 23), ('LU', 17), ('DE', 19);
