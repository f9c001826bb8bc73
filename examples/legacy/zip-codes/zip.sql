CREATE TABLE zip (code TEXT, place TEXT, canton TEXT);
INSERT INTO zip VALUES ('8001', 'Zürich', 'ZH'), ('3011', 'Bern', 'BE'), ('1201', 'Genève', 'GE'), ('3012', 'Bern', 'BE');
