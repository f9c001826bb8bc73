"""Pictures, from the bucket through the Images binding to the client."""

import pytest

from fakes.images import FakeImages
from fakes.r2 import FakeR2
from harness import LocalWorker

PICTURE = b"\x89PNG and so on"


@pytest.fixture
def images() -> FakeImages:
    return FakeImages()


@pytest.fixture
def worker(images: FakeImages) -> LocalWorker:
    worker = LocalWorker(FILES=FakeR2(), IMAGES=images)
    for name, content, content_type in [
        ("a/b.png", PICTURE, "image/png"),
        ("fake.png", b"no picture", "image/png"),
        ("text", b"text", "text/plain"),
    ]:
        headers = {"content-length": str(len(content)), "content-type": content_type}
        worker.request("PUT", f"/files/{name}", headers, content)
    return worker


def test_a_picture_is_resized_and_converted(worker: LocalWorker, images: FakeImages) -> None:
    answer = worker.get("/pictures/a/b.png?width=320&format=avif&quality=50")
    assert (answer.status, answer.content, answer.headers["content-type"]) == (200, PICTURE, "image/avif")
    assert images.asked == [
        {"width": 320, "fit": "scale-down"},
        {"format": "image/avif", "quality": 50},
    ]


def test_what_the_client_has_is_not_made_again(worker: LocalWorker, images: FakeImages) -> None:
    tag = worker.get("/pictures/a/b.png?width=320").headers["etag"]
    images.asked.clear()
    assert worker.get("/pictures/a/b.png?width=320", {"if-none-match": tag}).status == 304
    assert images.asked == []
    assert worker.get("/pictures/a/b.png?width=321", {"if-none-match": tag}).status == 200


def test_a_picture_can_be_described(worker: LocalWorker) -> None:
    assert worker.get("/api/pictures/a/b.png").json() == {
        "name": "a/b.png",
        "format": "image/png",
        "bytes": len(PICTURE),
        "width": 3,
        "height": 2,
    }


@pytest.mark.parametrize("prefix", ["/pictures", "/api/pictures"])
def test_what_is_no_picture_is_told_apart(worker: LocalWorker, prefix: str) -> None:
    statuses = {name: worker.get(f"{prefix}/{name}").status for name in ("none", "text", "fake.png")}
    assert statuses == {"none": 404, "text": 415, "fake.png": 422}


def test_impossible_wishes_cost_nothing(worker: LocalWorker, images: FakeImages) -> None:
    assert worker.get("/pictures/a/b.png?width=0").status == 400
    assert images.asked == []
