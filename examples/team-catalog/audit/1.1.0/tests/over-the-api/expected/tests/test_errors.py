from errors import ApiError


def test_an_error_has_a_status():
    assert ApiError(418, "teapot").status == 418
