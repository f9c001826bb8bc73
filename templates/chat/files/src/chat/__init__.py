"""Chat rooms: `chat.room` is the Durable Object, `chat.api` has the addresses, `chat.page` the page."""

from chat.api import routes
from chat.room import ChatRoom

__all__ = ["ChatRoom", "routes"]
