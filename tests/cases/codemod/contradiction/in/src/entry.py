import requests


def one():
    return requests.get("https://example.com")


def two():
    return requests.post("https://example.com")
