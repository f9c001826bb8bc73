from cache import respond


def test_there_is_one():
    assert respond
