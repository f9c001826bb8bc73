export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    if (url.pathname === "/total") {
      const country = url.searchParams.get("country");
      try {
        return Response.json(await env.TAX.total(await request.json(), country));
      } catch (error) {
        return Response.json({ error: "no total" }, { status: 400 });
      }
    }
    if (url.pathname === "/countries") {
      return Response.json(await env.RATES.countries());
    }
    return env.TAX.fetch(request);
  },
};
