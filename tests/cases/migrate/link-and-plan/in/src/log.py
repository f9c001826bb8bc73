def note(text):
    print(text)


def count(rows):
    return fetch_count(rows)
