import { expect, test } from "vitest";
import { apiRoot } from "../api/client.ts";
import { addressOfFetch, fetchOfAddress, readAddress } from "./address.ts";
import { fetchExample } from "./examples.ts";

test.each([
  ["leads?$top=5", "leads?$top=5"],
  ["  /leads  ", "leads"],
  ["GET leads(1)", "leads(1)"],
  ["", ""],
  ["/api/data/v9.2/leads", "leads"],
  ["/api/data/v9.2", ""],
  ["http://behind.a.proxy:8080/api/data/v9.0/leads?$skiptoken=%3Cx%20y%3E", "leads?$skiptoken=%3Cx%20y%3E"],
  ["leads?$filter=subject eq 'a #1'", "leads?$filter=subject%20eq%20%27a%20%231%27"],
  ["leads?$filter=contains(subject,'/api/data/v9.2/')", "leads?$filter=contains(subject,%27/api/data/v9.2/%27)"],
])("%s is read as %s", (typed, address) => {
  expect(readAddress(typed)).toBe(address);
});

test.each([
  "../../../auth/session",
  "..\\..\\..\\auth\\session",
  "%2e%2e/%2e%2e/backups",
  "x/../../v9.2/../../../auth",
])("%s leads out of the Web API", (typed) => expect(readAddress(typed)).toBeUndefined());

test.each(["https://evil.example/leads", "javascript:alert(1)", "data:text/html,x"])("%s is no address", (typed) =>
  expect(readAddress(typed)).toBeUndefined(),
);

test.each(["//evil.example/leads", "\\\\evil.example/leads", "//evil.example/api/data/v9.2/leads"])(
  "%s stays below the root",
  (typed) => {
    const { origin, pathname } = new URL(apiRoot + readAddress(typed), window.location.origin);
    expect([origin, pathname.startsWith(apiRoot)]).toEqual([window.location.origin, true]);
  },
);

test("FetchXML becomes an address, and is found in it again", () => {
  const address = addressOfFetch(fetchExample, (table) => (table === "lead" ? "leads" : undefined));
  expect(address).toMatch(/^leads\?fetchXml=%3Cfetch/);
  expect(fetchOfAddress(address ?? "")).toBe(fetchExample);
  expect(addressOfFetch('<fetch><entity name="nothing" /></fetch>', () => undefined)).toBeUndefined();
  expect(addressOfFetch("<fetch>", () => "leads")).toBeUndefined();
});

test.each(["leads", "leads?fetchXml=%3Cfetch%3E&$top=1", "leads?fetchXml=%E0%A4%A", "leads?$top=1"])(
  "%s is no FetchXML alone",
  (address) => expect(fetchOfAddress(address)).toBeUndefined(),
);
