"""Workflows: steps that run once, events, and the binding that starts instances."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from workers.workflows import NonRetryableError

from fakes.values import JsDict, JsError, crossed

type Step = Callable[..., Awaitable[Any]]


class FakeStep:
    """What `run` gets: `done` has the results, `attempts` how often each was tried. Nothing is waited for."""

    def __init__(self, events: Mapping[str, Any] | None = None) -> None:
        self.done: dict[str, Any] = {}
        self.attempts: dict[str, int] = {}
        self.slept: list[str] = []
        self._events = dict(events or {})
        self._steps: dict[str, Callable[[], Awaitable[Any]]] = {}

    def do(
        self, name: str | None = None, *, concurrent: bool = False, config: Mapping[str, Any] | None = None
    ) -> Callable[[Step], Callable[[], Awaitable[Any]]]:
        """Parameters of a step are the results of the steps with their names; `ctx` tells of the attempt."""
        retries = (config or {}).get("retries", {"limit": 5})["limit"]

        def register(step: Step) -> Callable[[], Awaitable[Any]]:
            step_name = name or step.__name__

            async def once() -> Any:
                if step_name not in self.done:
                    needed = [
                        parameter for parameter in inspect.signature(step).parameters if parameter != "ctx"
                    ]
                    running = [self._steps[each]() for each in needed]
                    results = (
                        await asyncio.gather(*running) if concurrent else [await each for each in running]
                    )
                    arguments = dict(zip(needed, results, strict=True))
                    self.done[step_name] = await self._try(step_name, step, arguments, retries)
                return crossed(self.done[step_name])

            self._steps[step_name] = once
            return once

        return register

    async def sleep(self, name: str, duration: str) -> None:
        self.slept.append(f"{name}: {duration}")

    async def wait_for_event(self, name: str, event_type: str, /, timeout: str = "24 hours") -> JsDict:  # noqa: ASYNC109
        if event_type not in self._events:
            message = f"Execution timed out after {timeout}"
            raise JsError(message)
        return crossed({"type": event_type, "payload": self._events[event_type]})

    async def _try(self, name: str, step: Step, arguments: dict[str, Any], retries: int) -> Any:
        while True:
            self.attempts[name] = self.attempts.get(name, 0) + 1
            if "ctx" in inspect.signature(step).parameters:
                arguments["ctx"] = JsDict(attempt=self.attempts[name])
            try:
                return crossed(await step(**arguments))
            except NonRetryableError:
                raise
            except Exception:
                if self.attempts[name] > retries:
                    raise


class FakeInstance:
    def __init__(self, instance_id: str, parameters: Any) -> None:
        self.id = instance_id
        self.parameters = crossed(parameters)
        self.state: dict[str, Any] = {"status": "running", "output": None, "error": None}
        self.events: list[JsDict] = []

    async def status(self) -> JsDict:
        return crossed(self.state)

    async def send_event(self, event: Mapping[str, Any]) -> None:
        self.events.append(crossed(dict(event)))


class FakeWorkflow:
    """A binding to a Workflow. Instances are noted, not run."""

    def __init__(self) -> None:
        self.instances: dict[str, FakeInstance] = {}

    async def create(self, options: Mapping[str, Any]) -> FakeInstance:
        instance = FakeInstance(options["id"], options.get("params"))
        self.instances[instance.id] = instance
        return instance

    async def get(self, instance_id: str) -> FakeInstance:
        if instance_id not in self.instances:
            message = "instance.not_found"
            raise JsError(message)
        return self.instances[instance_id]
