"""How steps find what they depend on, and how many arguments `email` is called with."""

from workers import Response, WorkerEntrypoint, WorkflowEntrypoint


async def told(work):
    try:
        return await work()
    except TypeError as error:
        return str(error)


class Flow(WorkflowEntrypoint):
    async def run(self, event, step):
        @step.do("load the orders")
        async def load():
            return 2

        @step.do("orders")
        async def load_orders():
            return 5

        @step.do("by function")
        async def by_function(load):
            return load * 2

        @step.do("by step")
        async def by_step(orders):
            return orders * 3

        async def by_depends():
            @step.do("by depends", depends=[load_orders])
            async def work(orders):
                return orders

            return await work()

        answers = [await told(by_function), await told(by_step), await told(by_depends)]
        await self.env.KV.put("flow", " | ".join(str(answer) for answer in answers))


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.url.endswith("/start"):
            await self.env.FLOW.create()
            return Response("started")
        return Response(await self.env.KV.get(request.url.rsplit("/", 1)[1]) or "nothing")

    async def email(self, message):
        await self.env.KV.put("email", message.to)
