//! Templates: manifest, questions, rendering, layers and the file-system jail.
//! Border: data in, planned files out; never writes.
