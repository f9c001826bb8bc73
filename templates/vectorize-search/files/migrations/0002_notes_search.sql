-- The keyword index refers to the table for its content; the triggers keep it in step.
CREATE VIRTUAL TABLE notes_fts USING fts5 (
    title,
    body,
    content = 'notes',
    content_rowid = 'id',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

INSERT INTO notes_fts (notes_fts) VALUES ('rebuild');

-- Notes that have changed since their vector was made, deleted ones included.
CREATE TABLE notes_to_embed (
    note_id INTEGER PRIMARY KEY,
    -- Counts changes, so that one that comes while a vector is made is not lost.
    changes INTEGER NOT NULL DEFAULT 1,
    failures INTEGER NOT NULL DEFAULT 0,
    -- Not to be tried before: seconds since 1970.
    due_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX notes_to_embed_due_at ON notes_to_embed (due_at);

INSERT INTO notes_to_embed (note_id) SELECT id FROM notes;

CREATE TRIGGER notes_search_insert AFTER INSERT ON notes
BEGIN
    INSERT INTO notes_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
    INSERT INTO notes_to_embed (note_id) VALUES (new.id)
    ON CONFLICT (note_id) DO UPDATE SET changes = changes + 1, failures = 0, due_at = 0;
END;

CREATE TRIGGER notes_search_update AFTER UPDATE OF title, body, pinned ON notes
BEGIN
    INSERT INTO notes_fts (notes_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
    INSERT INTO notes_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
    INSERT INTO notes_to_embed (note_id) VALUES (new.id)
    ON CONFLICT (note_id) DO UPDATE SET changes = changes + 1, failures = 0, due_at = 0;
END;

CREATE TRIGGER notes_search_delete AFTER DELETE ON notes
BEGIN
    INSERT INTO notes_fts (notes_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
    INSERT INTO notes_to_embed (note_id) VALUES (old.id)
    ON CONFLICT (note_id) DO UPDATE SET changes = changes + 1, failures = 0, due_at = 0;
END;
