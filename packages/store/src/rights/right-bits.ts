import type { Right } from "../types.ts";

/** Every right there is, in the order that people list them. */
export const rights: readonly Right[] = ["create", "read", "write", "delete", "append", "appendto", "assign", "share"];

/** A right as a bit of app.share.rights; Dataverse's AccessRights. */
export const rightBit: Readonly<Record<Right, number>> = {
  read: 1,
  write: 2,
  append: 4,
  appendto: 16,
  create: 32,
  delete: 65_536,
  share: 262_144,
  assign: 524_288,
};
