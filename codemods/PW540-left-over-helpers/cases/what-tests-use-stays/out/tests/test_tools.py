from tools import to_js


def test_to_js():
    assert to_js({}) is not None
