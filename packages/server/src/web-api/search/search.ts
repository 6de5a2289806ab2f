/** The search service: `query`, `suggest` and `autocomplete`, in its versions 1.0 and 2.0. */
import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { type Answer, jsonAnswer } from "../call.ts";
import { findRows, type Hit } from "./find.ts";
import { readSearch } from "./read-search.ts";
import { highlight, matchOf, readTerms } from "./terms.ts";

export interface SearchCall {
  readonly store: Store;
  readonly caller: Caller;
  readonly body: unknown;
  /** Version 2.0: names begin with capitals, and the answer is JSON text within JSON. */
  readonly second: boolean;
}

const shortestSuggestion = 3;

/** What follows `/api/search/v1.0/` -> how it is answered. */
export const searchOperations: ReadonlyMap<string, (call: SearchCall) => Promise<Answer>> = new Map([
  ["query", query],
  ["suggest", suggest],
  ["autocomplete", autocomplete],
]);

async function query(call: SearchCall): Promise<Answer> {
  const request = readSearch(call.body, 50);
  const terms = readTerms(request.search);
  const { hits, count = -1 } = await findRows(call.store, call.caller, request, terms, false);
  const page = hits.slice(request.skip, request.skip + request.top);
  if (call.second) {
    const rows = page.map((hit) => ({
      Id: hit.id,
      EntityName: hit.table.name,
      ObjectTypeCode: hit.table.typeCode,
      Attributes: hit.values,
      Highlights: highlightsOf(hit, terms),
      Score: hit.score,
    }));
    return secondAnswer({ Error: null, Value: rows, Facets: {}, QueryContext: null, Count: count });
  }
  const rows = page.map((hit) => ({
    "@search.score": hit.score,
    "@search.highlights": highlightsOf(hit, terms),
    ...documentOf(hit),
  }));
  return jsonAnswer({ value: rows, facets: {}, totalrecordcount: count, querycontext: null });
}

async function suggest(call: SearchCall): Promise<Answer> {
  const request = readSearch(call.body, 5);
  if (request.search.trim().length < shortestSuggestion)
    throw new AppError("invalidArgument", {
      reason: `'search' needs ${shortestSuggestion} characters for suggestions.`,
    });
  const terms = readTerms(request.search);
  const { hits } = await findRows(call.store, call.caller, { ...request, all: true }, terms, true);
  const found = hits.slice(0, request.top).map((hit) => ({ text: bestText(hit, terms), document: documentOf(hit) }));
  if (!call.second) return jsonAnswer({ value: found, querycontext: null });
  const value = found.map(({ text, document }) => ({ Text: text, Document: document }));
  return secondAnswer({ Error: null, Value: value, QueryContext: null });
}

async function autocomplete(call: SearchCall): Promise<Answer> {
  const request = readSearch(call.body, 5);
  const terms = readTerms(request.search);
  const { hits } = await findRows(call.store, call.caller, { ...request, all: true }, terms, true);
  const value = completed(hits, terms);
  if (!call.second) return jsonAnswer({ value, querycontext: null });
  return secondAnswer({ Error: null, Value: value, QueryContext: null });
}

/** The words as they were, the last one as most of the rows found end it; null when none does. */
function completed(hits: readonly Hit[], terms: readonly string[]): string | null {
  const begun = terms.at(-1) ?? "";
  const counts = new Map<string, number>();
  for (const { texts } of hits)
    for (const word of new Set(Object.values(texts).flatMap((text) => wordsFrom(text.toLowerCase(), begun))))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  const [best] = [...counts].sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1));
  return best === undefined ? null : [...terms.slice(0, -1), `{crmhit}${best[0]}{/crmhit}`].join(" ");
}

function wordsFrom(text: string, begun: string): readonly string[] {
  const padded = ` ${text}`;
  const words: string[] = [];
  for (let at = padded.indexOf(` ${begun}`); at >= 0; at = padded.indexOf(` ${begun}`, at + 1)) {
    const end = padded.indexOf(" ", at + 1 + begun.length);
    words.push(padded.slice(at + 1, end < 0 ? undefined : end).replace(/[,;:.!?)]+$/, ""));
  }
  return words;
}

function documentOf({ table, id, values }: Hit): object {
  return {
    "@search.entityname": table.name,
    "@search.objectid": id,
    "@search.objecttypecode": table.typeCode,
    ...values,
  };
}

function highlightsOf({ texts }: Hit, terms: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => {
      const marked = highlight(text, terms);
      return marked === undefined ? [] : [[name, [marked]]];
    }),
  );
}

/** The text that answers best to the terms, with marks; the name where several do. */
function bestText({ texts }: Hit, terms: readonly string[]): string {
  const ranked = Object.values(texts).map((text) => ({
    text,
    rank: terms.reduce((sum, term) => sum + matchOf(text, term), 0),
  }));
  const best = ranked.reduce((one, other) => (other.rank > one.rank ? other : one), { text: "", rank: -1 });
  return highlight(best.text, terms) ?? best.text;
}

function secondAnswer(response: object): Answer {
  return jsonAnswer({ response: JSON.stringify(response) });
}
