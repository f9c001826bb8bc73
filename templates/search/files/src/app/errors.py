"""Failures that a client is told about. Everything else is an internal error, which tells nothing."""

from collections.abc import Mapping
from http import HTTPStatus


class AppError(Exception):
    """A failure with the status, the code and the message that the client gets."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    code = "internal_error"
    message = "Something went wrong on our side."

    def __init__(
        self,
        message: str | None = None,
        *,
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.message = message or self.message
        self.fields = dict(fields or {})
        self.headers = dict(headers or {})
        super().__init__(self.message)


class BadRequestError(AppError):
    status = HTTPStatus.BAD_REQUEST
    code = "bad_request"
    message = "The request cannot be understood."


class UnauthorizedError(AppError):
    status = HTTPStatus.UNAUTHORIZED
    code = "unauthorized"
    message = "A valid API key is needed: Authorization: Bearer <key>."

    def __init__(self) -> None:
        super().__init__(headers={"www-authenticate": "Bearer"})


class ForbiddenError(AppError):
    status = HTTPStatus.FORBIDDEN
    code = "forbidden"
    message = "This request was sent by another site."


class NotFoundError(AppError):
    status = HTTPStatus.NOT_FOUND
    code = "not_found"
    message = "There is nothing at this address."


class MethodNotAllowedError(AppError):
    status = HTTPStatus.METHOD_NOT_ALLOWED
    code = "method_not_allowed"
    message = "This address does not support that method."

    def __init__(self, allowed: str) -> None:
        super().__init__(headers={"allow": allowed})


class PayloadTooLargeError(AppError):
    status = HTTPStatus.CONTENT_TOO_LARGE
    code = "payload_too_large"

    def __init__(self, limit: int) -> None:
        super().__init__(f"The body may have at most {limit} bytes.")


class UnsupportedMediaTypeError(AppError):
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    code = "unsupported_media_type"

    def __init__(self, expected: str) -> None:
        super().__init__(f"The body has to be {expected}.")


class InvalidInputError(AppError):
    status = HTTPStatus.UNPROCESSABLE_CONTENT
    code = "invalid_input"
    message = "Some fields are not valid."

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(fields=fields)


class TooManyRequestsError(AppError):
    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too_many_requests"
    message = "Too many requests. Try again in a minute."

    def __init__(self) -> None:
        super().__init__(headers={"retry-after": "60"})


class WritesDisabledError(AppError):
    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "writes_disabled"
    message = "This service does not accept changes at the moment."
