"""The Durable Object: one counter, its value in its own storage."""

from datetime import UTC, datetime, timedelta
from typing import Any

from workers import DurableObject, Request, Response


class Counter(DurableObject):
    """Methods without an underscore are called over RPC.

    While the object waits for its storage, no other call gets in: reading, adding and writing is safe.
    """

    ctx: Any

    async def value(self) -> int:
        return await self.ctx.storage.get("value") or 0

    async def increment(self, by: int, keep_seconds: int) -> int:
        """Count on; the value is kept for so long, unless somebody counts on again."""
        value = await self.value() + by
        await self.ctx.storage.put("value", value)
        alarm_at = datetime.now(UTC) + timedelta(seconds=keep_seconds)
        await self.ctx.storage.setAlarm(_milliseconds(alarm_at))
        return value

    async def reset(self) -> None:
        await self.ctx.storage.deleteAlarm()
        # Empty storage costs nothing, and the object itself is gone once nobody calls it.
        await self.ctx.storage.deleteAll()

    async def alarm(self, info: Any = None) -> None:
        """Called by the runtime at the time that `increment` has set."""
        await self.reset()

    async def fetch(self, request: Request) -> Response:
        """Answer a request that was passed on as it is."""
        alarm_at: int | None = await self.ctx.storage.getAlarm()
        return Response.from_json(
            {
                "value": await self.value(),
                "kept_until": alarm_at and datetime.fromtimestamp(alarm_at / 1000, UTC).isoformat(),
            }
        )


def _milliseconds(time: datetime) -> int:
    return int(time.timestamp() * 1000)
