from requests import get
from acme import http


def load(url):
    if url:
        return http.get(
            url
        )
    return "requests.get(url)"
