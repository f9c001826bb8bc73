"""Search, the reading side: the query, the two rankings and how they become one."""
