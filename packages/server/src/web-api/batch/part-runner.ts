/** One request of a batch, as if it had come by itself: its own headers, the batch's user, through the same dispatcher. */
import type { BatchRequest, RequestContext } from "@leadwright/query";
import { parsePrefer } from "@leadwright/query";
import { AppError, isFile, type Reference } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { errorBody, retryAfter } from "../../http/error-answer.ts";
import { parseJsonText } from "../../http/json-body.ts";
import type { Answer, Call } from "../call.ts";
import { dispatch } from "../dispatch.ts";
import { impersonate } from "../impersonate.ts";
import type { ParseCache } from "../parse-cache.ts";

/** What a batch needs of the server around it. */
export interface PartSurroundings {
  readonly parsed: ParseCache;
  /** Of who signed in, for requests that act for somebody else. */
  readonly signedIn: Caller;
  /** Names the request to the client and in the log. */
  readonly requestId: string;
  /** What was thrown as an error of the catalogue; logs defects. */
  toAppError(error: unknown): AppError;
}

const json = "application/json; odata.metadata=minimal; odata.streaming=true";

export class PartRunner {
  readonly #around: PartSurroundings;

  constructor(around: PartSurroundings) {
    this.#around = around;
  }

  /** Throws what the request by itself would be answered with. */
  async run(call: Call, request: BatchRequest): Promise<Answer> {
    const caller = await this.#callerOf(call, request);
    return this.#dispatch({ ...call, caller }, request, { contentIds: new Map() });
  }

  /** All of them in one transaction. `begins` is told which one is at work. Throws what the first one that fails throws. */
  async runTogether(
    call: Call,
    requests: readonly BatchRequest[],
    begins: (request: BatchRequest) => void,
  ): Promise<Answer[]> {
    const [first] = requests;
    if (first === undefined) return [];
    const caller = await this.#callerOf(call, first);
    for (const request of requests) await this.#sameCaller(call, request, caller, begins);
    return call.store.inOneTransaction(caller, async (store) => {
      await lockRows(store, caller, requests);
      const contentIds = new Map<string, Reference>();
      const answers: Answer[] = [];
      for (const request of requests) {
        begins(request);
        const answer = await this.#dispatch({ ...call, caller, store }, request, { contentIds });
        const { contentId } = request;
        if (contentId !== undefined && answer.entity !== undefined) contentIds.set(contentId, answer.entity);
        answers.push(answer);
      }
      return answers;
    });
  }

  /** The answer to a request that failed. */
  refuse({ language }: Call, request: BatchRequest | undefined, thrown: unknown): Answer {
    const error = this.#around.toAppError(thrown);
    const details = parsePrefer(request?.headers.prefer).annotations.patterns.length > 0;
    const wait = retryAfter(error);
    return {
      status: error.entry.status,
      headers: { req_id: this.#around.requestId, ...(wait === undefined ? {} : { "retry-after": String(wait) }) },
      body: errorBody(error, language, details),
    };
  }

  /** Headers that every answer has. */
  headersOf(hasBody: boolean): Readonly<Record<string, string>> {
    return { ...(hasBody ? { "content-type": json } : {}), "odata-version": "4.0" };
  }

  #dispatch(call: Call, request: BatchRequest, context: RequestContext): Promise<Answer> {
    const { method, path, headers } = request;
    const { schema } = call.store;
    const resource = this.#around.parsed.parse(schema, method, path, context);
    if (resource.kind === "property" && resource.rawValue && isFile(resource.column))
      throw new AppError("badRequest", { reason: "The bytes of a file are not read in a batch." });
    return dispatch(
      { ...call, schema, path, headers, preferences: parsePrefer(headers.prefer), body: bodyOf(request), context },
      resource,
    );
  }

  async #sameCaller(call: Call, request: BatchRequest, caller: Caller, begins: (at: BatchRequest) => void) {
    if (request.headers.mscrmcallerid === undefined && request.headers.callerobjectid === undefined) return;
    const other = await this.#callerOf(call, request);
    if (other.principal.userId === caller.principal.userId) return;
    begins(request);
    throw new AppError("badRequest", { reason: "All requests of a change set act for the same user." });
  }

  /** Who is named in the request's own headers, else the batch's. */
  async #callerOf({ store, caller }: Call, { headers }: BatchRequest): Promise<Caller> {
    if (headers.mscrmcallerid === undefined && headers.callerobjectid === undefined) return caller;
    const { principal } = await impersonate(store, this.#around.signedIn, headers);
    return { ...caller, principal };
  }
}

const rowPath = /^\/?(\w+)\(([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)(?:\?|$)/i;

/** The rows to be changed, in one order, so that change sets that name them in different ones do not wait in a circle. */
async function lockRows(store: Store, caller: Caller, requests: readonly BatchRequest[]): Promise<void> {
  const changes = requests.flatMap(({ method, path }) => {
    const [, set = "", id] = rowPath.exec(path) ?? [];
    const table = store.schema.byEntitySet.get(set)?.name;
    return table !== undefined && id !== undefined && method !== "GET" ? [{ table, id, method }] : [];
  });
  if (changes.length < 2) return;
  await store.change(caller, async (work) => {
    for (const [table, group] of [...Map.groupBy(changes, (each) => each.table)].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const ids = group.map(({ id }) => id);
      await work.lock(table, ids, group.some(({ method }) => method === "DELETE") ? "delete" : "write");
    }
  });
}

function bodyOf({ headers, body }: BatchRequest): unknown {
  if (body === "") return undefined;
  const type = headers["content-type"] ?? "application/json";
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new AppError("mediaType", { type: type.slice(0, 100) });
  return parseJsonText(body);
}
