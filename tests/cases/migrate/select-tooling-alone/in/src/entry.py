from urllib.parse import urlparse

from pyodide.ffi import jsnull
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        path = urlparse(request.url).path
        if path == "/expenses":
            if request.method == "POST":
                return await self.add(await request.json())
            return await self.list_all()
        if path == "/balance":
            return await self.balance()
        if path.startswith("/expenses/"):
            return await self.show(path.rsplit("/", 1)[1])
        return Response.json({"error": "not found"}, status=404)

    async def add(self, body):
        payer, cents = body.get("payer"), body.get("cents")
        if not payer or not isinstance(cents, int):
            return Response.json({"error": "payer and cents are required"}, status=400)
        note = body.get("note")
        if note is None:
            # D1 does not take None
            note = jsnull
        result = (
            await self.env.DB.prepare("INSERT INTO expenses (payer, cents, note) VALUES (?, ?, ?)")
            .bind(payer, cents, note)
            .run()
        )
        return Response.json({"id": result.meta.last_row_id}, status=201)

    async def list_all(self):
        result = await self.env.DB.prepare("SELECT * FROM expenses ORDER BY id").all()
        expenses = []
        for row in result.results.to_py():
            expenses.append({**row, "note": None if row["note"] is jsnull else row["note"]})
        return Response.json(expenses)

    async def show(self, expense_id):
        row = await self.env.DB.prepare("SELECT * FROM expenses WHERE id = ?").bind(expense_id).first()
        if row is jsnull:
            return Response.json({"error": "no such expense"}, status=404)
        row = row.to_py()
        return Response.json({"payer": row["payer"], "cents": row["cents"]})

    async def balance(self):
        result = await self.env.DB.prepare(
            "SELECT payer, SUM(cents) AS cents FROM expenses GROUP BY payer ORDER BY payer"
        ).all()
        return Response.json({row.payer: row.cents for row in result.results})
