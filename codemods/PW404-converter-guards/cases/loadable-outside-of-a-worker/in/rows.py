"""Rows of the database. The tests load this module without a Worker."""


def plain(row):
    if row is None:
        return None
    return dict(row.to_py())
