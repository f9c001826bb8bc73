from workers import WorkflowEntrypoint


class Report(WorkflowEntrypoint):
    async def run(self, event, step):
        @step.do("orders")
        async def load_orders():
            return [1]

        @step.do("rates")
        async def load_rates():
            return 2

        @step.do("total", depends=[load_orders, load_rates])
        async def total(a, b):
            return sum(a) * b

        return await total()
