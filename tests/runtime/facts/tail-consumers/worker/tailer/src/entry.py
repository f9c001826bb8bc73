from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def tail(self, events, env=None, ctx=None):
        for trace in events:
            said = [str(line) for log in trace.logs for line in log.message]
            raised = [f"{exception.name}: {exception.message.splitlines()[-1]}" for exception in trace.exceptions]
            print("trace", type(events).__name__, trace.outcome, trace.event.request.url, said, raised, env, ctx)
