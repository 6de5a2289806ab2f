export { type AppOptions, createApp } from "./app.ts";
export { ChangeBus } from "./changes/change-bus.ts";
export { startWorkers } from "./workers/start-workers.ts";
