from acme import log


def note(text):
    log(text)


def count(rows):
    return fetch_count(rows)
