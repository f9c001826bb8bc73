CREATE TABLE items (sku TEXT PRIMARY KEY, name TEXT NOT NULL, qty INTEGER NOT NULL DEFAULT 0, shelf TEXT);
INSERT INTO items (sku, name, qty, shelf) VALUES ('A1', 'Bolt', 200, 'left'), ('B2', 'Nut', 180, NULL), ('C3', 'Washer', 0, 'left');
