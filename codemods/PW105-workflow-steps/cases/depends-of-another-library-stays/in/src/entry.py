from tasks import flow


class Report:
    async def run(self, event, step):
        @step.do("double", depends=[flow])
        async def double(number):
            return number * 2

        return await double()
