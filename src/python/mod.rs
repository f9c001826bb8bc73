//! Python source: parsing, scopes, imports, value flow and moving code.
//! Border: text in, facts and edits out; knows nothing of Workers.
