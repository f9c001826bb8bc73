"""Logging in and out, keys and webhooks, as clients see them."""

import re
import time

import pytest

from auth.sessions import COOKIE, SECONDS
from harness import Answer, LocalWorker

PASSWORD = "a password for tests"  # noqa: S105
KEY = "key-for-the-tests-0123456789abcdef"
SECRETS = {
    "SESSION_SECRET": "secret-for-the-tests-0123456789abcdef",
    "AUTH_PASSWORD": PASSWORD,
    "API_KEYS": f"laptop:{KEY} robot:{KEY[::-1]}",
    "WEBHOOK_SECRET": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
}


@pytest.fixture
def worker() -> LocalWorker:
    return LocalWorker(**SECRETS)


def log_in(worker: LocalWorker) -> dict[str, str]:
    """The headers of a browser that has logged in."""
    return {"cookie": cookie(worker.submit("/login", {"password": PASSWORD}))}


def cookie(answer: Answer) -> str:
    assert answer.status == 303, answer.text
    return answer.headers["set-cookie"].partition(";")[0]


def token(page: Answer) -> str:
    [found] = re.findall(r'name="token" value="([^"]+)"', page.text)
    return found


def test_from_the_first_visit_to_the_logout(worker: LocalWorker) -> None:
    sent_away = worker.get("/account?tab=2")
    assert sent_away.status == 303
    assert sent_away.headers["location"] == "/login?next=/account%3Ftab%3D2"

    form = worker.get(sent_away.headers["location"])
    assert 'name="next" value="/account?tab=2"' in form.text

    logged_in = worker.submit("/login", {"password": PASSWORD, "next": "/account?tab=2"})
    assert logged_in.headers["location"] == "/account?tab=2"
    browser = {"cookie": f"theme=dark; {cookie(logged_in)}"}
    assert worker.get("/login", browser).status == 303

    page = worker.get("/account", browser)
    assert "<strong>operator</strong>" in page.text
    assert page.headers["cache-control"] == "no-store"

    logged_out = worker.submit("/logout", {"token": token(page)}, browser)
    assert logged_out.status == 303
    assert logged_out.headers["set-cookie"].startswith(f"{COOKIE}=; Max-Age=0;")


def test_the_cookie_is_kept_from_scripts_and_other_sites(worker: LocalWorker) -> None:
    attributes = worker.submit("/login", {"password": PASSWORD}).headers["set-cookie"].split("; ")[1:]
    assert set(attributes) == {f"Max-Age={SECONDS}", "Path=/", "Secure", "HttpOnly", "SameSite=Lax"}


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD + " ", PASSWORD.upper()])
def test_a_wrong_password_starts_nothing(worker: LocalWorker, password: str) -> None:
    answer = worker.submit("/login", {"password": password, "next": '/"><script>'})
    assert answer.status == 403
    assert "set-cookie" not in answer.headers
    assert 'role="alert"' in answer.text
    assert "<script" not in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", "/a\nb"]
)
def test_the_login_leads_to_no_other_site(worker: LocalWorker, target: str) -> None:
    assert worker.submit("/login", {"password": PASSWORD, "next": target}).status == 400


def test_sessions_end(worker: LocalWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = log_in(worker)
    later = time.time() + SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert worker.get("/account", browser).status == 303


def test_a_cookie_that_was_changed_is_none(worker: LocalWorker) -> None:
    [name, value] = log_in(worker)["cookie"].split("=", 1)
    for changed in ["", value[1:], value[:-1], value.upper(), value.partition(".")[0], "é"]:
        assert worker.get("/account", {"cookie": f"{name}={changed}"}).status == 303


def test_a_new_secret_ends_all_sessions_unless_the_old_one_stays(worker: LocalWorker) -> None:
    browser = log_in(worker)
    new = "another-secret-0123456789abcdef-0123"
    worker.env.SESSION_SECRET = f"{new} {SECRETS['SESSION_SECRET']}"
    page = worker.get("/account", browser)
    assert page.status == 200
    assert worker.submit("/logout", {"token": token(page)}, browser).status == 303
    worker.env.SESSION_SECRET = new
    assert worker.get("/account", browser).status == 303


def test_a_form_needs_the_token_of_its_own_session(worker: LocalWorker) -> None:
    browser, other = log_in(worker), log_in(worker)
    for given in ["", "wrong", token(worker.get("/account", other))]:
        assert worker.submit("/logout", {"token": given}, browser).status == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": LocalWorker.origin}, 303),
        ({}, 303),
    ],
)
def test_forms_of_other_sites_are_refused(worker: LocalWorker, headers: dict[str, str], status: int) -> None:
    sent = {"content-type": "application/x-www-form-urlencoded", **headers}
    content = f"password={PASSWORD}".encode()
    assert worker.request("POST", "/login", sent, content).status == status


def test_a_login_is_a_form_and_small(worker: LocalWorker) -> None:
    assert worker.call("POST", "/login", {"password": PASSWORD}).status == 415
    assert worker.submit("/login", {"password": "x" * 20_000}).status == 413
    assert worker.submit("/login", {str(number): "" for number in range(60)}).status == 400


def test_programs_are_known_by_their_keys(worker: LocalWorker) -> None:
    assert worker.get("/api/whoami", {"authorization": f"Bearer {KEY}"}).json() == {"key": "laptop"}
    assert worker.get("/api/whoami", {"authorization": f"bearer  {KEY[::-1]}"}).json() == {"key": "robot"}


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Bearer wrong", f"Basic {KEY}", KEY])
def test_anything_else_is_no_key(worker: LocalWorker, authorization: str) -> None:
    answer = worker.get("/api/whoami", {"authorization": authorization})
    assert answer.status == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_webhook_without_a_signature_is_refused(worker: LocalWorker) -> None:
    assert worker.call("POST", "/webhooks/events", {"type": "paid"}).status == 401


@pytest.mark.parametrize("value", [None, "", "short"])
@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_that_is_missing_or_short_lets_nobody_in(name: str, value: str | None) -> None:
    secrets: dict[str, str] = {**SECRETS, name: value} if value is not None else SECRETS.copy()
    if value is None:
        del secrets[name]
    worker = LocalWorker(**secrets)
    answers = {
        "SESSION_SECRET": lambda: worker.submit("/login", {"password": PASSWORD}),
        "AUTH_PASSWORD": lambda: worker.submit("/login", {"password": value or ""}),
        "API_KEYS": lambda: worker.get("/api/whoami", {"authorization": f"Bearer {value or ''}"}),
        "WEBHOOK_SECRET": lambda: worker.call("POST", "/webhooks/events", {}),
    }
    assert answers[name]().status == 503
