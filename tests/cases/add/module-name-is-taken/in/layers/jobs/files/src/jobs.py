"""Jobs."""


async def consume(batch, env):
    """Do the jobs of a batch."""
