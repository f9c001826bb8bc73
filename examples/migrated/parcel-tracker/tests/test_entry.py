import asyncio
import json
from types import SimpleNamespace

import pytest

from entry import next_step, on_fetch


class FakeKV(dict):
    async def get(self, key):
        return dict.get(self, key)

    async def put(self, key, value):
        self[key] = value


@pytest.fixture
def env():
    return SimpleNamespace(PARCELS=FakeKV())


def call(env, method, path):
    request = SimpleNamespace(method=method, url="https://parcels.example.com" + path)
    return asyncio.run(on_fetch(request, env))


def test_steps():
    assert next_step("ordered") == "packed"
    assert next_step("delivered") == "delivered"


def test_unknown_parcel(env):
    assert call(env, "GET", "/12").status == 404


def test_a_parcel_moves_on(env):
    call(env, "POST", "/12")
    response = call(env, "POST", "/12")
    assert json.loads(response.body) == {"number": 12, "step": "packed"}


def test_not_a_number(env):
    assert call(env, "GET", "/abc").status == 400
