export { contentOf } from "../backup/testing/content.ts";
export { emptyDatabase, type TestPlace, urlOf } from "../backup/testing/places.ts";
export { type FreshDatabase, freshDatabase } from "./fresh-database.ts";
export { refusal } from "./refusal.ts";
export { databaseProblems } from "./replay-audit.ts";
export { type TestOrganisation, testOrganisation } from "./test-organisation.ts";
export { silentLog } from "./test-server.ts";
