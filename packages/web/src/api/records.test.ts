import { afterEach, expect, test, vi } from "vitest";
import { callFunction, quoted, recordPath } from "./records.ts";

afterEach(() => vi.unstubAllGlobals());

test("a query becomes a path, its values encoded", () => {
  const path = recordPath({
    set: "leads",
    select: ["fullname", "_ownerid_value"],
    filter: `startswith(companyname,${quoted("O'Neil & Sons")})`,
    orderBy: "createdon desc",
    count: true,
  });
  expect(path).toBe(
    "leads?$select=fullname%2C_ownerid_value&$filter=startswith(companyname%2C'O''Neil%20%26%20Sons')&$orderby=createdon%20desc&$count=true",
  );
});

test("what is empty is left out", () => {
  expect(recordPath({ set: "leads", select: ["fullname"], filter: "", expand: "" })).toBe("leads?$select=fullname");
});

test("a function's parameters go as aliases, strings quoted and objects as JSON", async () => {
  const fetchMock = vi.fn<typeof fetch>(async () => new Response(null, { status: 204 }));
  vi.stubGlobal("fetch", fetchMock);
  await callFunction("RetrieveDuplicates", { MatchingEntityName: "lead", PagingInfo: { PageNumber: 1 } });
  expect(fetchMock.mock.calls[0]?.[0]).toBe(
    "/api/data/v9.2/RetrieveDuplicates(MatchingEntityName=@p1,PagingInfo=@p2)?@p1='lead'&@p2=%7B%22PageNumber%22%3A1%7D",
  );
});
