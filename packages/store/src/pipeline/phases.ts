/** The phases of a create and of an update, in order; those of a delete, which takes rows in sets, are in remove.ts. */
import { authoriseCreate, authorisePlace, guardUsers } from "./authorise.ts";
import { setActivityColumns } from "./computed/activity-columns.ts";
import { setAddressTexts } from "./computed/addresses.ts";
import { checkAttachment } from "./computed/attachments.ts";
import { checkFiles } from "./computed/files.ts";
import { setFullName } from "./computed/full-name.ts";
import { setTargetTypes } from "./computed/target-types.ts";
import type { Phase } from "./draft.ts";
import { checkLinks } from "./links.ts";
import { setMoney } from "./money.ts";
import { guardOrganisation } from "./organisation.ts";
import { resolveOwner, setOwner } from "./ownership.ts";
import { readBefore } from "./read-before.ts";
import { followRegarding } from "./regarding-party.ts";
import { applyRules } from "./rules.ts";
import { stampCreate, stampUpdate } from "./stamps.ts";
import { setState } from "./state.ts";
import { validate } from "./validate.ts";
import { insertRecord, updateRecord } from "./write.ts";

/** What the pipeline works out from other values, after the rules had their say. */
const computed: readonly Phase[] = [
  setFullName,
  setAddressTexts,
  setActivityColumns,
  checkAttachment,
  checkFiles,
  setTargetTypes,
  setMoney,
];

/** All of a create before links are checked and the row is written; a bulk create does those two for many rows at once. */
export const prepareCreate: readonly Phase[] = [
  authoriseCreate,
  validate,
  guardOrganisation,
  setOwner,
  setState,
  applyRules,
  ...computed,
  resolveOwner,
  authorisePlace,
];

export const createPhases: readonly Phase[] = [
  ...prepareCreate,
  checkLinks,
  stampCreate,
  insertRecord,
  followRegarding,
];

export const updatePhases: readonly Phase[] = [
  readBefore,
  validate,
  setState,
  guardUsers,
  guardOrganisation,
  applyRules,
  ...computed,
  resolveOwner,
  checkLinks,
  stampUpdate,
  updateRecord,
  followRegarding,
];
