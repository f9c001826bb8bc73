# wrangler wants the entry point here, the work is done in src/
from src.lookup import on_fetch  # noqa: F401
