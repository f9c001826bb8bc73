from workers import WorkflowEntrypoint


class Report(WorkflowEntrypoint):
    async def run(self, event, step):
        @step.do("load")
        async def load():
            return 2

        return await load()
