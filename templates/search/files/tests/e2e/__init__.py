"""End to end: the Worker in the real runtime, asked over HTTP."""
