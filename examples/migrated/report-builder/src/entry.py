import json
from string import Template
from urllib.parse import parse_qsl, urlparse

from js import console
from workers import Response, WorkerEntrypoint

# the word env in a string or a comment is not the env of a handler
TEMPLATE = Template("$title in $env\n$lines\n")


def headers(kind):
    return {"content-type": kind}


def environment(env="production"):
    # no relation to the bindings
    return env.upper()


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        """Reports about env.DB, as text or JSON."""

        async def rows(sql, *params):
            statement = self.env.DB.prepare(sql)
            if params:
                statement = statement.bind(*params)
            return (await statement.all()).results

        money = lambda amount: f"{amount} {self.env.CURRENCY}"
        query = dict(parse_qsl(urlparse(request.url).query))
        path = urlparse(request.url).path

        if path == "/total":
            [total] = await rows("SELECT SUM(amount) AS amount FROM sales")
            return Response(money(total["amount"]), headers=headers("text/plain"))

        if path == "/regions":
            found = await rows("SELECT region, SUM(amount) AS amount FROM sales GROUP BY region ORDER BY region")
            lines = "\n".join(f"{row['region']:<6} {money(row['amount'])}" for row in found)
            text = TEMPLATE.substitute(title=self.env.TITLE, env=environment(), lines=lines)
            return Response(text, headers=headers("text/plain"))

        if path == "/regions.json":
            names = [row["region"] for row in await rows("SELECT DISTINCT region FROM sales ORDER BY region")]
            result = {
                name: [
                    {"day": row["day"], "amount": row["amount"], "currency": self.env.CURRENCY}
                    for row in await rows("SELECT day, amount FROM sales WHERE region = ? ORDER BY day", name)
                ]
                for name in names
            }
            return Response(json.dumps(result), headers=headers("application/json"))

        if path == "/settings":
            # env here is the loop's
            texts = [f"{key}={env}" for key, env in sorted(query.items())]
            return Response("&".join(texts) + f" {self.env.TITLE} {environment(env='test')}")

        if path == "/top":

            def describe(region, limit=int(query.get("limit", 1)), currency=self.env.CURRENCY):
                return f"{region['region']}: {region['amount']} {currency} (top {limit})"

            found = await rows(
                "SELECT region, SUM(amount) AS amount FROM sales GROUP BY region ORDER BY amount DESC LIMIT ?",
                int(query.get("limit", 1)),
            )
            return Response(f"{self.env.TITLE}\n" + "\n".join(describe(entry) for entry in found))

        console.log(f"{self.env.TITLE}: nothing at {path}")
        return Response(f"nothing at {path}", status=404)
