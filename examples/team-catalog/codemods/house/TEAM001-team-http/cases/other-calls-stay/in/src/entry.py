import requests


class Cache:
    requests = {}

    def get(self, key):
        return self.requests.get(key)


def load(url, session):
    session.get(url)
    return requests.get(url, timeout=3)
