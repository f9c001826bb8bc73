//! The codemods, one file each, and the engine that orders, runs and verifies them.
//! Border: proposes changes; never writes to disk, never prints.
