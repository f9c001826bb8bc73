//! The terminal: prompts, diffs, reports and themes.
//! Border: the only room that knows there is a terminal; decides nothing about projects.
