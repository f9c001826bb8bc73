"""Work for the background: sent to a queue, done by its consumer.

`jobs.tasks` has what can be done, `jobs.producer` sends, `jobs.consumer` does it.
"""

from jobs.api import routes
from jobs.consumer import consume, handles

__all__ = ["consume", "handles", "routes"]
