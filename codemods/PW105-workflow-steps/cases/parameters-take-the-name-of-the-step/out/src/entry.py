from workers import WorkflowEntrypoint


class Report(WorkflowEntrypoint):
    async def run(self, event, step):
        @step.do("orders")
        async def load_orders():
            return [1]

        @step.do("rates")
        async def load_rates():
            return 2

        @step.do("total")
        async def total(orders, rates):
            return sum(orders) * rates

        return await total()
