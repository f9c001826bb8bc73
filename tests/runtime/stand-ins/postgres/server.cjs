// A real Postgres, compiled to WebAssembly, on a free port of the loopback interface; what is behind Hyperdrive.
//   node server.cjs DIRECTORY-OF-NODE_MODULES [FILE.sql …]
// Border: no passwords are asked, no TLS, everything in memory; it says its port and runs until it is ended.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");

const [modules, ...files] = process.argv.slice(2);
const installed = createRequire(`${modules}/`);
const { PGlite } = installed("@electric-sql/pglite");
const { PGLiteSocketServer } = installed("@electric-sql/pglite-socket");

async function main() {
  const db = await PGlite.create();
  for (const file of files) await db.exec(readFileSync(file, "utf8"));
  const server = new PGLiteSocketServer({ db, host: "127.0.0.1", port: 0, maxConnections: 50 });
  server.addEventListener("listening", (event) => console.log(`listening on ${event.detail.port}`));
  await server.start();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
