import requests
from library import own


def one():
    return requests.get("https://example.com")


def two():
    return own.send("https://example.com")
