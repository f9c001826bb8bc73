CREATE TABLE products (sku TEXT PRIMARY KEY, name TEXT, cents INTEGER, stock INTEGER);
CREATE TABLE carts (id TEXT, sku TEXT, n INTEGER, touched INTEGER);
INSERT INTO products VALUES ('mug', 'Mug', 900, 12), ('pen', 'Pen', 150, 0);
