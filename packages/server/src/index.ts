export { type AppOptions, createApp } from "./app.ts";
export { startWorkers } from "./workers/start-workers.ts";
