"""Asks the stand-ins the same questions, and says where they answer otherwise than the running Worker."""

import asyncio
import json
import os
import sys
from urllib.request import urlopen

sys.path[:0] = ["src", "tests", "tests/stubs"]

from questions import answers

real = json.load(urlopen(os.environ["WORKER_URL"]))
stand_in = asyncio.run(answers())
differences = [
    f"{name}: {real[name]} in the runtime, {stand_in[name]} in the tests"
    for name in real
    if real[name] != stand_in[name]
]
print("\n".join([*differences, f"{len(real) - len(differences)} of {len(real)} answers are equal"]))
sys.exit(bool(differences))
