from workers import WorkflowEntrypoint


class Report(WorkflowEntrypoint):
    async def run(self, event, step):
        @step.do("load")
        async def load():
            return 2

        @step.do("double", depends=[load])
        async def double(number):
            load = 3
            return number * load

        return await double()
