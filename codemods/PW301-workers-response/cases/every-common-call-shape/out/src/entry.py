from workers import Response


def plain(request):
    return Response("plain")


def nothing(request):
    return Response()


def with_status(request):
    return Response("created", status=201)


def with_dict(request):
    return Response("accepted", status=202)


def with_headers_list(request):
    return Response("listed", headers=[["x-shape", "list"], ["x-other", "yes"]])


def with_headers_items(request):
    return Response("items", headers={"x-shape": "items"})


def with_headers_to_js(request):
    return Response(
        "converted",
        headers={"x-shape": "converted"},
        status=203,
    )


def with_from_entries(request):
    return Response("entries", headers={"x-shape": "entries"})


def with_json_parse(request):
    headers = {"x-shape": "parsed"}
    return Response("parsed", headers=headers)


def with_init_pairs(request):
    return Response("init", status=206, status_text="Some Of It")


def with_init_to_js(request):
    return Response("init to_js", status=299, headers={"x-shape": "init"})


def with_bare_headers(request):
    return Response("bare", headers={"x-shape": "bare"})


def with_status_text(request):
    return Response("", status=404, status_text="Nope")


def with_web_socket(request, client):
    return Response(None, status=101, web_socket=client)


def with_none(request):
    return Response("none")
