CREATE TABLE recipes (id INTEGER PRIMARY KEY, name TEXT NOT NULL, minutes INTEGER);
INSERT INTO recipes (name, minutes) VALUES ('Pancakes', 20), ('Goulash', 150), ('Salad', NULL);
