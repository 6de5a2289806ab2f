import type { IncomingHttpHeaders } from "node:http";
import type { Preferences, RequestContext, ResourceRequest } from "@leadwright/query";
import type { Language, Reference, Schema } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";

/** One request of the Web API, known and read: what every handler gets. Knows nothing of HTTP's machinery. */
export interface Call {
  readonly store: Store;
  readonly schema: Schema;
  readonly caller: Caller;
  readonly language: Language;
  /** As the client sees it, with a slash at the end: http://host/api/data/v9.2/ */
  readonly baseUrl: string;
  /** What follows `baseUrl` in the URL, still encoded. */
  readonly path: string;
  readonly preferences: Preferences;
  readonly headers: IncomingHttpHeaders;
  /** JSON; undefined when there is none. Of $batch the text. */
  readonly body: unknown;
  /** What earlier requests of the same change set made. */
  readonly context: RequestContext;
}

/** What is sent back; headers that every answer has are added on the way out. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text unless the headers name another content type; in pieces where it may be long. */
  readonly body?: string | Buffer | AsyncIterable<string | Buffer>;
  /** The row that was created or changed. */
  readonly entity?: Reference;
}

/** The part of the union that a handler is for. */
export type Of<Kind extends ResourceRequest["kind"]> = Extract<ResourceRequest, { kind: Kind }>;

export const noContent: Answer = { status: 204 };

/** What an action or function gives: its values, under the type that `$metadata` says it returns. */
export function operationAnswer({ baseUrl }: Pick<Call, "baseUrl">, operation: string, values: object): Answer {
  return jsonAnswer({ "@odata.context": `${baseUrl}$metadata#Microsoft.Dynamics.CRM.${operation}Response`, ...values });
}

/** JSON that is not rows of a table. */
export function jsonAnswer(body: object, status = 200): Answer {
  return { status, body: JSON.stringify(body) };
}
