import json
from string import Template
from urllib.parse import parse_qsl, urlparse

from js import Object, Response, console
from pyodide.ffi import to_js

# the word env in a string or a comment is not the env of a handler
TEMPLATE = Template("$title in $env\n$lines\n")


def headers(kind):
    return to_js({"content-type": kind}, dict_converter=Object.fromEntries)


def environment(env="production"):
    # no relation to the bindings
    return env.upper()


async def on_fetch(request, env, ctx):
    """Reports about env.DB, as text or JSON."""

    async def rows(sql, *params):
        statement = env.DB.prepare(sql)
        if params:
            statement = statement.bind(*params)
        return (await statement.all()).results.to_py()

    money = lambda amount: f"{amount} {env.CURRENCY}"
    query = dict(parse_qsl(urlparse(request.url).query))
    path = urlparse(request.url).path

    if path == "/total":
        [total] = await rows("SELECT SUM(amount) AS amount FROM sales")
        return Response.new(money(total["amount"]), headers=headers("text/plain"))

    if path == "/regions":
        found = await rows("SELECT region, SUM(amount) AS amount FROM sales GROUP BY region ORDER BY region")
        lines = "\n".join(f"{row['region']:<6} {money(row['amount'])}" for row in found)
        text = TEMPLATE.substitute(title=env.TITLE, env=environment(), lines=lines)
        return Response.new(text, headers=headers("text/plain"))

    if path == "/regions.json":
        names = [row["region"] for row in await rows("SELECT DISTINCT region FROM sales ORDER BY region")]
        result = {
            name: [
                {"day": row["day"], "amount": row["amount"], "currency": env.CURRENCY}
                for row in await rows("SELECT day, amount FROM sales WHERE region = ? ORDER BY day", name)
            ]
            for name in names
        }
        return Response.new(json.dumps(result), headers=headers("application/json"))

    if path == "/settings":
        # env here is the loop's
        texts = [f"{key}={env}" for key, env in sorted(query.items())]
        return Response.new("&".join(texts) + f" {env.TITLE} {environment(env='test')}")

    if path == "/top":

        def describe(region, limit=int(query.get("limit", 1)), currency=env.CURRENCY):
            return f"{region['region']}: {region['amount']} {currency} (top {limit})"

        found = await rows(
            "SELECT region, SUM(amount) AS amount FROM sales GROUP BY region ORDER BY amount DESC LIMIT ?",
            int(query.get("limit", 1)),
        )
        return Response.new(f"{env.TITLE}\n" + "\n".join(describe(entry) for entry in found))

    console.log(f"{env.TITLE}: nothing at {path}")
    return Response.new(f"nothing at {path}", status=404)
