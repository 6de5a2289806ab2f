/** The cases of the standard's grammar, beside the repository where they are at hand. docs/odata-cases.md tells of them. */
import { AppError } from "@leadwright/schema";
import { expect, test } from "vitest";
import { readCases, type StandardCase, standardModel } from "../testing/standard-cases.ts";
import { type LeftOut, leftOut, letPass, requestOf } from "../testing/standard-requests.ts";
import { parseRequest } from "./request.ts";

const { existsSync, readFileSync } = process.getBuiltinModule("node:fs");
const root = new URL("../../../../", import.meta.url);
const folder = new URL("../shared/data/odata/oasis-abnf/abnf/", root);
const here = existsSync(folder);
const files = ["odata-abnf-testcases.yaml", "odata-aggregation-testcases.yaml", "odata-temporal-testcases.yaml"];
const cases = here ? files.flatMap((file) => readCases(readFileSync(new URL(file, folder), "utf8"))) : [];
const model = standardModel();

function refusalOf(url: string): AppError | undefined {
  try {
    // What is named behind a collection's $ref is there to be taken out.
    parseRequest(model, /\$ref\?\$id=|\/Products\([^)]*\)\/\$ref$/.test(url) ? "DELETE" : "GET", url);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

interface Outcome {
  readonly parsed: number;
  readonly refused: number;
  readonly groups: ReadonlyMap<string, number>;
  readonly wrong: readonly string[];
}

function judge(): Outcome {
  const groups = new Map<string, number>();
  const wrong: string[] = [];
  let [parsed, refused] = [0, 0];
  for (const each of cases) {
    const request = requestOf(each);
    const error = request && refusalOf(request.url);
    const right = request && (each.failAt === undefined ? !error : error && isPlaced(each, request, error));
    const group = right ? undefined : groupOf(each, error);
    if (right && each.failAt === undefined) parsed++;
    else if (right) refused++;
    else if (group) groups.set(group.group, (groups.get(group.group) ?? 0) + 1);
    else wrong.push(`${each.failAt ?? ""} ${each.rule}: ${each.input} => ${error?.message}`);
  }
  return { parsed, refused, groups, wrong };
}

/** A negative case is left out only when it is refused for what is not read at all, or let pass on purpose. */
function groupOf(each: StandardCase, error: AppError | undefined): LeftOut | undefined {
  if (each.failAt === undefined || error || !requestOf(each)) return leftOut.find((group) => group.fits(each));
  return letPass.find((group) => group.fits(each));
}

/** The message names the place: at the fault, or where the word begins that holds it; of a path the segment. */
function isPlaced(
  { input, failAt = 0 }: StandardCase,
  { url, start }: { url: string; start: number },
  error: AppError,
) {
  const at = / at position (\d+) of (\$\w+|'|@\w+)/.exec(error.message);
  if (!at) {
    const segment = / for the segment '(.*?)(?:…)?'\.$|query option '(\$?\w+) ?' /.exec(error.message);
    const named = segment?.[1] ?? segment?.[2];
    return named !== undefined && url.includes(named);
  }
  const option = at[2]?.startsWith("$") ? url.indexOf(`${at[2]}=`) + at[2].length + 1 : 0;
  const found = option + Number(at[1]) - start;
  const between = input.slice(Math.min(found, failAt), Math.max(found, failAt) - 1);
  return found <= failAt + 1 && !/[ ,;=&]/.test(between);
}

test("what Dataverse has of it parses, what is wrong is refused with its place, the rest is left out for a reason", ({
  skip,
}) => {
  skip(!here, "The standard's cases are not beside the repository.");
  const { parsed, refused, groups, wrong } = judge();
  expect(cases).toHaveLength(1054);
  expect(wrong).toEqual([]);
  const rows = [...leftOut, ...letPass].map(({ group, why }) => `| ${group} | ${groups.get(group) ?? 0} | ${why} |`);
  const told = readFileSync(new URL("docs/odata-cases.md", root), "utf8");
  expect(told).toContain(`${parsed} parse, ${refused} are refused with the place of the fault`);
  for (const row of rows) expect(told).toContain(row);
});
