from src.notes import value


def test_it():
    assert value == 1
