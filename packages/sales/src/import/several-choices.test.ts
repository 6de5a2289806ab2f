import { testOrganisation, type TestOrganisation } from "@leadwright/store/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { importText, recordsOf } from "./testing/import-text.ts";

let org: TestOrganisation;
beforeAll(async () => {
  org = await testOrganisation({ rules: salesRules });
});
afterAll(() => org?.close());
