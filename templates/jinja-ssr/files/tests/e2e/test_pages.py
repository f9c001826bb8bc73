"""The pages in the real runtime, with the style sheet that they ask for."""

import re

import pytest

from harness import RemoteWorker

pytestmark = pytest.mark.e2e


def test_a_page_and_its_style_sheet(client: RemoteWorker) -> None:
    page = client.get("/")
    assert page.status == 200
    [address] = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page.text)
    sheet = client.get(address)
    assert sheet.status == 200
    assert sheet.headers["content-type"].startswith("text/css")


def test_an_unknown_address_is_a_page_for_browsers(client: RemoteWorker) -> None:
    answer = client.get("/no/such/page", {"accept": "text/html"})
    assert answer.status == 404
    assert "<h1>" in answer.text
