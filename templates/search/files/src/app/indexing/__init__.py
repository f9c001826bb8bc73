"""Search by meaning, the writing side: jobs, embeddings, vectors and their state."""
