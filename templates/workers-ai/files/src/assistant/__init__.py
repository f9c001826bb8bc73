"""An assistant: a language model's answers, embeddings, and their routes."""

from assistant.api import routes

__all__ = ["routes"]
