from src.entry import Worker


def test_it_has_a_handler():
    assert callable(Worker.fetch)
