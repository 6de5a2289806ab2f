export { type FreshDatabase, freshDatabase } from "./fresh-database.ts";
export { refusal } from "./refusal.ts";
export { type TestOrganisation, testOrganisation } from "./test-organisation.ts";
export { silentLog } from "./test-server.ts";
