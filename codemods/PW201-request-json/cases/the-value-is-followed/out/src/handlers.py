def add(data):
    return data["a"] + data["b"]


ROUTES = {"sum": add}
