"""Whether the service can do its work, for monitors."""

from http import HTTPStatus

from app import logs
from app.services import Services
from app.web.http import HttpRequest, HttpResponse, json_response


async def health(_request: HttpRequest, services: Services) -> HttpResponse:
    try:
        await services.documents.check()
    except Exception as error:  # noqa: BLE001 - reporting the failure is the point of this route
        logs.error("health_check_failed", error)
        database = "unavailable"
    else:
        database = "ok"
    healthy = database == "ok"
    return json_response(
        {
            "status": "ok" if healthy else "unavailable",
            "database": database,
            "search": "keyword" if services.meaning is None else "hybrid",
            "release": services.config.release,
        },
        HTTPStatus.OK if healthy else HTTPStatus.SERVICE_UNAVAILABLE,
    )
