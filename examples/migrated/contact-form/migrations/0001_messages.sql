CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT,
    text TEXT NOT NULL,
    topics TEXT,
    attachment TEXT
);
