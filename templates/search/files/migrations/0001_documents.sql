-- Documents, their keyword index, and what is known about their vectors.

CREATE TABLE documents (
    -- AUTOINCREMENT never gives the id of a deleted document to a new one.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    -- Counts the changes of title and body.
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,

    -- The version whose vectors a search may use, and the first one that may still have vectors.
    indexed_version INTEGER,
    vectors_since INTEGER,
    -- The embedding model that made the vectors of the current text; empty while there are none.
    indexed_with TEXT NOT NULL DEFAULT '',
    index_failures INTEGER NOT NULL DEFAULT 0,
    -- A job for this document is under way, or waits, until then.
    index_after TEXT NOT NULL
) STRICT;

-- Finds what is not indexed with today's model without reading the rest of the table.
CREATE INDEX documents_indexed_with ON documents (indexed_with, index_after);

-- Deleted documents whose vectors still have to be removed.
CREATE TABLE removed_documents (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    vectors_since INTEGER NOT NULL,
    index_after TEXT NOT NULL
) STRICT;

CREATE INDEX removed_documents_index_after ON removed_documents (index_after);

-- The keyword index refers to the table for its content; the triggers keep it in step.
CREATE VIRTUAL TABLE documents_fts USING fts5 (
    title,
    body,
    content = 'documents',
    content_rowid = 'id',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TRIGGER documents_fts_insert AFTER INSERT ON documents
BEGIN
    INSERT INTO documents_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
END;

CREATE TRIGGER documents_fts_delete AFTER DELETE ON documents
BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, body)
    VALUES ('delete', old.id, old.title, old.body);
END;

CREATE TRIGGER documents_fts_update AFTER UPDATE OF title, body ON documents
BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, body)
    VALUES ('delete', old.id, old.title, old.body);
    INSERT INTO documents_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
END;
