"""What other Workers can call here."""

import statistics
from collections.abc import Sequence

from workers import WorkerEntrypoint


class Statistics(WorkerEntrypoint):
    """An entrypoint: other Workers bind it by its name, and call its methods.

    Arguments arrive as plain Python; results have to be dicts, lists, texts, numbers, bytes or dates.
    """

    async def summarize(self, numbers: Sequence[float]) -> dict[str, float]:
        """Count, mean, median and standard deviation."""
        if not numbers:
            message = "there is nothing to sum up"
            raise ValueError(message)
        return {
            "count": len(numbers),
            "mean": statistics.fmean(numbers),
            "median": statistics.median(numbers),
            "deviation": statistics.pstdev(numbers),
        }
