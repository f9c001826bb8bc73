from requests import get
import requests as r


def load(url):
    if url:
        return r.get(
            url
        )
    return "requests.get(url)"
