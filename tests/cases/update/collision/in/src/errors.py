"""Our errors."""

import json


class Oops(Exception):
    pass
