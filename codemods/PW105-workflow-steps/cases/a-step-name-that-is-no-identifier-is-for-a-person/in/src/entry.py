from workers import WorkflowEntrypoint


class Report(WorkflowEntrypoint):
    async def run(self, event, step):
        @step.do("load the orders")
        async def load():
            return 2

        @step.do("double", depends=[load])
        async def double(number):
            return number * 2

        return await double()
