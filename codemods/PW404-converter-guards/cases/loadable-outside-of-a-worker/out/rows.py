"""Rows of the database. The tests load this module without a Worker."""


def plain(row):
    if row is None:
        return None
    if not hasattr(row, "to_py"):
        return row
    return dict(row.to_py())
