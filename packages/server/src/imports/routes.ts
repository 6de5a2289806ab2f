import { Readable } from "node:stream";
import { failedRows, firstFailures, largestImport, receiveImportContent } from "@leadwright/sales";
import { AppError } from "@leadwright/schema";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Doorkeeper, identify } from "../sign-in/identify.ts";
import { impersonate } from "../web-api/impersonate.ts";

/** Failed rows that a page shows; all are in the file. */
const listedFailures = 100;

interface RecordParams {
  readonly version: string;
  /** `importfiles(id)`. */
  readonly record: string;
}

/**
 * The two parts of the Web API whose bodies are no JSON and may be as large as a file: the content of an import's file,
 * sent, and its failed rows, fetched. Both stream: memory does not grow with the file.
 *
 *   PATCH /api/data/v9.2/importfiles(id)/lw_content              application/octet-stream, x-ms-file-name
 *   GET   /api/data/v9.2/importfiles(id)/lw_failedrows/$value    text/csv
 *   GET   /api/data/v9.2/importfiles(id)/lw_failedrows           the first of them, as JSON: row, column, reason
 */
export function addImportRoutes(app: FastifyInstance, door: Doorkeeper): void {
  const { store } = door;
  app.addContentTypeParser("application/octet-stream", (_request, payload, done) => done(null, payload));

  app.patch<{ Params: RecordParams }>(
    "/api/data/:version/:record/lw_content",
    { bodyLimit: largestImport },
    async (request, reply) => {
      const caller = await callerOf(request, reply);
      const id = importId(request);
      if (!(request.body instanceof Readable)) throw new AppError("fileContentType");
      if (Number(request.headers["content-length"] ?? 0) > largestImport) {
        throw new AppError("fileTooLarge", { max: largestImport });
      }
      await receiveImportContent(store, caller, id, fileName(request), request.body);
      return reply.header("odata-version", "4.0").code(204).send();
    },
  );

  app.get<{ Params: RecordParams }>("/api/data/:version/:record/lw_failedrows/$value", async (request, reply) => {
    const caller = await callerOf(request, reply);
    const pieces = failedRows(store, caller, importId(request));
    // The first piece shows whether there is anything to send; from then on the answer has begun.
    const first = await pieces.next();
    reply.header("content-disposition", 'attachment; filename="failed-rows.csv"').header("cache-control", "no-store");
    return reply.type("text/csv; charset=utf-8").send(Readable.from(resumed(first, pieces)));
  });

  app.get<{ Params: RecordParams }>("/api/data/:version/:record/lw_failedrows", async (request, reply) => {
    const caller = await callerOf(request, reply);
    return { value: await firstFailures(store, caller, importId(request), listedFailures) };
  });

  async function callerOf(request: FastifyRequest, reply: FastifyReply) {
    const { caller } = await identify(door, request, reply);
    return impersonate(store, caller, request.headers);
  }
}

/** Throws resourceNotFound. */
function importId({ params }: FastifyRequest<{ Params: RecordParams }>): string {
  const id = /^importfiles\(([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\)$/i.exec(params.record)?.[1];
  if (id === undefined || !/^v[89]\.\d$/.test(params.version)) {
    throw new AppError("resourceNotFound", { segment: params.record.slice(0, 100) });
  }
  return id.toLowerCase();
}

/** Percent-encoded, since a header holds no letters beyond Latin ones. */
function fileName({ headers }: FastifyRequest): string {
  const name = String(headers["x-ms-file-name"] ?? "");
  try {
    return decodeURIComponent(name) || "import.csv";
  } catch {
    return name;
  }
}

async function* resumed<Piece>(first: IteratorResult<Piece>, rest: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  if (!first.done) yield first.value;
  yield* rest;
}
