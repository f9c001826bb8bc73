class Check:
    def __init__(self, data, env):
        self.data = data
        self.env = env

    def valid(self):
        return bool(self.data["name"]) and self.rest(self.data["options"])

    def rest(self, options, default=None):
        return options["strict"] if options else default


def total(lines):
    amount = 0
    for index, line in enumerate(lines):
        amount += line["price"] * line["count"]
    return amount


def first_name(person):
    name = lambda given: given["first"]
    return name(person)
