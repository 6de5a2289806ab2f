/** Works on imports until it is killed: what a server does besides answering. The database comes as JSON in the first word. */
import { salesRules } from "@leadwright/sales";
import { openStoreOn } from "@leadwright/store";
import { pino } from "pino";
import { ChangeBus } from "../changes/change-bus.ts";
import { startWorkers } from "../workers/start-workers.ts";

const connection = JSON.parse(process.argv[2] ?? "{}") as Parameters<typeof openStoreOn>[0];
const log = pino({ level: "silent" });
const store = await openStoreOn(connection, { rules: salesRules, log, alone: true });
await startWorkers(store, { changes: new ChangeBus(), place: { connection }, log });
