from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        form = await request.form_data()
        raw = await request.js_object.clone().arrayBuffer()
        return "a" in form, list(form), form.get("a"), request.body_used, raw
