//! Changes to a project: what they are, how they are shown, verified, applied and undone.
//! Border: knows nothing of Python, templates or terminals.
