//! Where templates and team codemods come from.
//! Border: knows sources, indexes and pins; rendering is `template`'s work.
