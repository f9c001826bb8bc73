import json

import pytest

from app import logs


def test_a_line_is_one_json_object_with_its_context(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    with logs.context(request_id="r1"):
        logs.info("saved", document_id=7)
    logs.info("later")
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first == {"level": "info", "event": "saved", "request_id": "r1", "document_id": 7}
    assert second == {"level": "info", "event": "later"}


def test_an_error_goes_to_stderr_with_its_traceback_on_the_same_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure()
    try:
        raise ValueError("what happened")  # noqa: EM101, TRY301, TRY003
    except ValueError as error:
        logs.error("failed", error)
    [line] = capsys.readouterr().err.splitlines()
    assert "ValueError: what happened" in json.loads(line)["exception"]
