<<<<<<< yours
"""Our errors."""
||||||| team/api 1.0.0
=======
"""Errors as the API answers them."""
>>>>>>> team/api 1.1.0

import json

<<<<<<< yours
||||||| team/api 1.0.0
=======
from workers import Response
>>>>>>> team/api 1.1.0

<<<<<<< yours
class Oops(Exception):
    pass
||||||| team/api 1.0.0
=======

class ApiError(Exception):
    """Becomes an answer with a status."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status
        self.message = message


def response(error):
    """The answer of an error."""
    return Response(
        json.dumps({"error": error.message}),
        status=error.status,
        headers={"content-type": "application/json"},
    )
>>>>>>> team/api 1.1.0
