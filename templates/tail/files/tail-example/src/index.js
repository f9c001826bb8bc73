// A Worker to be listened to.
export default {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    console.log("somebody is here");
    if (pathname === "/warn") {
      console.warn("this looks odd", { tries: 2 });
    }
    if (pathname === "/fail") {
      console.error("the order is lost");
      return new Response("failed\n", { status: 500 });
    }
    return new Response("ok\n");
  },
};
