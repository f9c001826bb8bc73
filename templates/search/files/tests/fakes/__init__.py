"""Stand-ins for what the Workers runtime gives: bindings with behaviour, and the SDK's values."""
