CREATE TABLE products (
    sku text PRIMARY KEY,
    name text NOT NULL,
    -- NULL: not for sale.
    price numeric(12, 2) CHECK (price >= 0),
    stock integer NOT NULL DEFAULT 0 CHECK (stock >= 0),
    updated_at timestamptz NOT NULL DEFAULT now()
);
