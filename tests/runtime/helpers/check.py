"""Checks what plain requests and comparisons cannot.

`check openapi URL`, `check workflow FILE`, `check schema SCHEMA FILE`, `check webhook URL SECRET`.
"""

import base64
import hmac
import json
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import yaml
from jsonschema import validators
from openapi_spec_validator import validate


def openapi(url):
    """A description of an API: as the specification wants it, with something in it."""
    with urlopen(url) as answer:
        document = json.load(answer)
    validate(document)
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]
    print(f"OpenAPI {document['openapi']}: {len(operations)} operations are sound")


def workflow(path):
    """A workflow of GitHub Actions: jobs with steps, which need jobs that are there, and pinned actions."""
    document = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    jobs = document["jobs"]
    for name, job in jobs.items():
        assert set(job.get("needs", [])) <= set(jobs), f"{name} needs a job that is not there"
        assert job["timeout-minutes"] <= 30, f"{name} may run for ever"
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step), f"{name}: a step uses or runs something"
            assert "@v" in step.get("uses", "@v"), f"{name}: {step['uses']} is not pinned"
            assert "{%" not in str(step), f"{name}: a template was not rendered"
    # `on` is a truth value in YAML 1.1.
    assert set(document[True]) == {"push", "pull_request", "release"}
    print(f"workflow: {', '.join(jobs)} are sound")


def schema(schema_path, path):
    """A JSON document that a schema describes."""
    rules = json.loads(Path(schema_path).read_text(encoding="utf-8"))
    document = json.loads(Path(path).read_text(encoding="utf-8"))
    errors = list(validators.validator_for(rules)(rules).iter_errors(document))
    for error in errors:
        print(f"{error.json_path}: {error.message}")
    assert not errors, "the document is not what its schema wants"
    print("schema: the document is sound")


def webhook(url, secret):
    """A receiver of Standard Webhooks: takes what is signed, and nothing else."""
    message_id, timestamp, body = "msg_1", str(int(time.time())), b'{"type": "order.paid"}'
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    headers = {"webhook-id": message_id, "webhook-timestamp": timestamp, "webhook-signature": f"v1,{signature}"}
    assert status(Request(url, body, headers)) == 204
    assert status(Request(url, body + b" ", headers)) == 401
    assert status(Request(url, body, headers | {"webhook-id": "msg_2"})) == 401
    print("webhook: taken, and refused when it was changed")


def status(request):
    try:
        with urlopen(request) as answer:
            return answer.status
    except HTTPError as error:
        return error.code


if __name__ == "__main__":
    {"openapi": openapi, "workflow": workflow, "schema": schema, "webhook": webhook}[sys.argv[1]](*sys.argv[2:])
