export { type FreshDatabase, freshDatabase } from "./fresh-database.ts";
export { silentLog } from "./test-server.ts";
