from workers import Response

CORS = {"access-control-allow-origin": "*"}
INIT = {"status": 405, "status_text": "No"}


def reply(text):
    return Response(text, headers=CORS)
