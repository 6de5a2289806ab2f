export { newId } from "./pipeline/uuid.ts";
export { outage } from "./postgres/outages.ts";
export { administratorRole, standardRoles } from "./rights/standard-roles.ts";
export { openStore, openStoreOn, type StoreOnOptions, type StoreOptions } from "./store.ts";
export { systemCaller } from "./system-caller.ts";
export type * from "./types.ts";
export { Depth } from "./types.ts";
