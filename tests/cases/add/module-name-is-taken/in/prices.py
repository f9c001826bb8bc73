"""What things cost."""

APPLE = 20
