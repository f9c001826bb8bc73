from workers import Response

def on_fetch(request, env): return Response(env.NAME)
