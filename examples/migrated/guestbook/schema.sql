DROP TABLE IF EXISTS entries;
CREATE TABLE entries (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, message TEXT NOT NULL);
INSERT INTO entries (name, message) VALUES ('admin', 'be nice');
