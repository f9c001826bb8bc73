from src.entry import on_fetch


def test_it():
    assert on_fetch(None, None) is not None
