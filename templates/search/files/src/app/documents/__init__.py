"""Documents: what one is, which input makes one, and where they are kept."""
