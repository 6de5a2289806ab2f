import { salesRules } from "@leadwright/sales";
import { openStore } from "@leadwright/store";
import { pino } from "pino";
import { createApp } from "./src/app.ts";
import { ChangeBus } from "./src/changes/change-bus.ts";
import { startWorkers } from "./src/workers/start-workers.ts";

const log = pino({ level: "warn" }, pino.destination({ fd: 2, sync: true }));
const place = { dataFolder: "/tmp/imp/data" };
const store = await openStore({ ...place, kind: "server", rules: salesRules, log });
const changes = new ChangeBus();
const app = createApp({ store, log, changes, webFolder: "/tmp/imp/dist" });
await startWorkers(store, { changes, place, log });
await app.listen({ port: 5391, host: "127.0.0.1" });
process.on("SIGTERM", async () => {
  await app.close();
  await store.close();
});
