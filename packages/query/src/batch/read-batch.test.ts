import { AppError } from "@leadwright/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundaryOf } from "./parts.ts";
import { type BatchItem, readBatch } from "./read-batch.ts";

const host = "http://localhost:4180/api/data/v9.2/";
const http = "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n";

/** As dynamics-web-api 2.5.0 sends it. */
const sent = `\r
--dwa_batch_1\r
Content-Type: multipart/mixed;boundary=changeset_1\r
\r
--changeset_1\r
${http}Content-ID: 1\r
\r
POST ${host}accounts HTTP/1.1\r
Content-Type: application/json\r
\r
{"name":"A"}\r
\r
--changeset_1\r
${http}Content-ID: 2\r
\r
POST ${host}tasks HTTP/1.1\r
Content-Type: application/json\r
\r
{"subject":"t","regardingobjectid_account_task@odata.bind":"$1"}\r
\r
--changeset_1--\r
\r
--dwa_batch_1\r
${http}\r
GET ${host}leads?$select=leadid&$top=1 HTTP/1.1\r
Accept: application/json\r
\r
--dwa_batch_1--\r
`;

function refusal(text: string, boundary = "b"): string {
  try {
    readBatch(text, boundary);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
  throw new Error("not refused");
}

const single = (request: string, headers = http) => `--b\r\n${headers}\r\n${request}\r\n--b--\r\n`;

test("reads what the client sends, with either line ending", () => {
  const items = readBatch(sent, "dwa_batch_1");
  expect(items).toEqual<BatchItem[]>([
    {
      kind: "changeSet",
      requests: [
        {
          method: "POST",
          path: "accounts",
          headers: { "content-type": "application/json" },
          body: '{"name":"A"}',
          contentId: "1",
        },
        {
          method: "POST",
          path: "tasks",
          headers: { "content-type": "application/json" },
          body: '{"subject":"t","regardingobjectid_account_task@odata.bind":"$1"}',
          contentId: "2",
        },
      ],
    },
    {
      kind: "request",
      request: {
        method: "GET",
        path: "leads?$select=leadid&$top=1",
        headers: { accept: "application/json" },
        body: "",
        contentId: undefined,
      },
    },
  ]);
  expect(readBatch(sent.replaceAll("\r\n", "\n"), "dwa_batch_1")).toEqual(items);
});

test("URLs are absolute, rooted, relative, or begin with a Content-ID; spaces in them are allowed", () => {
  for (const [url, path] of [
    [`${host}leads`, "leads"],
    ["/api/data/v9.1/leads", "leads"],
    ["leads?$filter=statecode eq 0", "leads?$filter=statecode%20eq%200"],
    ["$1/parentaccountid/$ref", "$1/parentaccountid/$ref"],
    [`${host}$1`, "$1"],
  ])
    expect(readBatch(single(`DELETE ${url} HTTP/1.1`), "b")).toMatchObject([{ request: { path } }]);
});

test("bodies may hold what looks like a boundary", () => {
  const body = '{"a":"x\\n--b","b":"--b--"}';
  const text = single(`POST leads HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${body}`);
  expect(readBatch(text, "b")).toMatchObject([{ request: { body } }]);
});

describe("refuses, and says where", () => {
  const set = (inside: string) => `--b\nContent-Type: multipart/mixed; boundary="c"\n\n${inside}\n--c--\n--b--\n`;
  const request = `--c\n${http}Content-ID: 1\n\nDELETE leads HTTP/1.1\n`;
  test.each([
    ["no boundary", "nothing", "the batch has no line --b."],
    [
      "no end",
      `--b\r\n${http}\r\nGET leads HTTP/1.1\r\n`,
      "the batch ends without --b--, so some of it may be missing.",
    ],
    ["no request line", single("GET leads"), "Part 1 of the batch: 'GET leads' is no request line"],
    [
      "no header",
      single("GET leads HTTP/1.1\r\nnonsense"),
      "Part 1 of the batch, its request: line 1, 'nonsense', is no",
    ],
    ["another service", single("GET http://host/other HTTP/1.1"), "does not lead to this service"],
    ["another type", single("GET leads HTTP/1.1", "Content-Type: text/plain\r\n"), "'text/plain': application/http"],
    [
      "GET in a change set",
      set(`--c\n${http}\nGET leads HTTP/1.1\n`),
      "Part 1 of the change set in part 1 of the batch is a",
    ],
    ["nested change sets", set("--c\nContent-Type: multipart/mixed;boundary=d\n\n"), "cannot hold another one"],
    [
      "a Content-ID twice",
      set(request + request),
      "Part 2 of the change set in part 1 of the batch: the Content-ID '1'",
    ],
  ])("%s", (_name, text, message) => expect(refusal(text)).toContain(message));

  test("more than 1,000 requests, wherever they are", () => {
    const many = (boundary: string, count: number) => `--${boundary}\n${http}\nDELETE leads HTTP/1.1\n`.repeat(count);
    expect(readBatch(`${many("b", 1000)}--b--`, "b")).toHaveLength(1000);
    expect(refusal(`${many("b", 1001)}--b--`)).toContain("more than 1000");
    const inner = `--b\nContent-Type: multipart/mixed;boundary=c\n\n${many("c", 600)}--c--\n`;
    expect(refusal(`${inner}${inner}--b--`)).toBe("The batch holds more than 1000 requests.");
  });
});

test("the boundary stands in the Content-Type, quoted or not", () => {
  expect(boundaryOf('multipart/mixed; boundary="a b"')).toBe("a b");
  expect(boundaryOf("multipart/mixed;boundary=a_b; charset=utf-8")).toBe("a_b");
  expect(boundaryOf("application/json")).toBeUndefined();
  expect(() => boundaryOf("multipart/mixed")).toThrow(AppError);
});

test("whatever comes in, a batch or a refusal comes out", () => {
  const pieces = fc.constantFrom(
    "--b",
    "--b--",
    "--c",
    "--c--",
    "\r\n",
    "\n",
    ":",
    " ",
    http,
    "GET x HTTP/1.1",
    "$1",
    "é",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (text) => {
      try {
        readBatch(text.join(""), "b");
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
      }
    }),
  );
});
