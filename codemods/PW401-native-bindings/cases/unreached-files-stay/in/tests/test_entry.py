from unittest.mock import MagicMock

from entry import on_fetch


async def test_it():
    env = MagicMock()
    assert (await on_fetch(None, env)).to_py()
