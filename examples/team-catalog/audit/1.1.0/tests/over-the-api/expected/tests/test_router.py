from router import Router


def test_a_route_is_found():
    router = Router()
    router.add("GET", "/x", print)
    assert router.find("GET", "/x") is print


def test_a_trailing_slash_does_not_matter():
    router = Router()
    router.add("GET", "/x", print)
    assert router.find("GET", "/x/") is print


def test_an_unknown_path_is_not():
    assert Router().find("GET", "/x") is None
