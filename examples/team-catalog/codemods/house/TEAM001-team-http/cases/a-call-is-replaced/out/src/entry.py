from requests import get
from team import http


def load(url):
    if url:
        return http.get(
            url
        )
    return "requests.get(url)"
