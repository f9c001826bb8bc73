"""The Worker in the real runtime: one that runs already, or `pywrangler dev` on a free port.

WORKER_URL and WORKER_API_KEY name one that runs. Otherwise the project's own tools start it, with an
empty database in a temporary folder.
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from e2e.client import Client

PROJECT = Path(__file__).parent.parent.parent
SECRETS = PROJECT / ".dev.vars.example"
START_SECONDS = 180
STOP_SECONDS = 15


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Generator[Client]:
    if url := os.environ.get("WORKER_URL"):
        yield Client(url, os.environ["WORKER_API_KEY"])
        return
    with running_worker(tmp_path_factory.mktemp("worker")) as client:
        yield client


@contextmanager
def running_worker(folder: Path) -> Generator[Client]:
    environment = os.environ | {"CI": "1", "WRANGLER_SEND_METRICS": "false"}
    state = str(folder / "state")
    migrate = ["npx", "wrangler", "d1", "migrations", "apply", "DB", "--local", "--persist-to", state]
    subprocess.run(migrate, cwd=PROJECT, env=environment, check=True, timeout=START_SECONDS)  # noqa: S603
    port = free_port()
    command = ["uv", "run", "pywrangler", "dev", "--ip", "127.0.0.1", "--port", str(port)]
    command += ["--persist-to", state, "--env-file", str(SECRETS)]
    log = folder / "worker.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            command, cwd=PROJECT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    client = Client(f"http://127.0.0.1:{port}", secrets()["API_KEY"])
    try:
        wait_until_healthy(client, process, log)
        yield client
    finally:
        stop(process)


def wait_until_healthy(client: Client, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if client.get("/health").status == 200:
                return
        except OSError:
            pass
        time.sleep(0.5)
    pytest.fail(f"the Worker did not start:\n{log.read_text(errors='replace')}")


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End the whole group: uv starts pywrangler, that starts node, and that the runtime."""
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, signal_number)
            process.wait(timeout=STOP_SECONDS)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


def secrets() -> Mapping[str, str]:
    lines = (line.partition("=") for line in SECRETS.read_text().splitlines() if not line.startswith("#"))
    return {name: value.strip('"') for name, _, value in lines}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
