import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { createImport, failedRows, previewImport, startImport, writeFileContent } from "@leadwright/sales";
import { AppError } from "@leadwright/schema";
import { Depth } from "@leadwright/store";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { type Doorkeeper, identify } from "../sign-in/identify.ts";

/** Bytes of a file that is sent for import: some million rows. */
const largestFile = 512 * 1024 * 1024;

const short = z.string().max(200);
const uploadQuery = z.object({ table: short, name: short.default("import.csv") });
const dialect = z.object({ encoding: short.optional(), delimiter: z.string().max(2).optional() });
const startBody = dialect.extend({ map: z.unknown() });
const id = z.object({ id: z.uuid() });

/**
 * The import page's own way in, since a file is no record: POST /api/imports?table=lead&name=leads.csv sends it, ./preview
 * looks into it, ./start imports it as a job. How far it is the record `importfiles(id)` of the Web API says.
 */
export function addImportRoutes(app: FastifyInstance, door: Doorkeeper): void {
  const { store } = door;
  app.addContentTypeParser(["text/csv", "text/plain", "application/octet-stream"], (_request, payload, done) =>
    done(null, payload),
  );

  app.post("/api/imports", { bodyLimit: largestFile }, async (request, reply) => {
    const { caller } = await identify(door, request, reply);
    const { table, name } = uploadQuery.parse(request.query);
    const { principal } = caller;
    if (store.schema.tables.get(table) === undefined) throw new AppError("resourceNotFound", { segment: table });
    for (const needed of ["importfile", table]) {
      if (principal.depth(needed, "create") !== Depth.None) continue;
      throw new AppError("privilegeDenied", { user: principal.userId, privilege: "Create", table: needed });
    }
    if (!(request.body instanceof Readable)) throw new AppError("mediaType", { type: "" });
    const fileId = randomUUID();
    await writeFileContent(store, fileId, name, request.body, largestFile);
    const created = await store.change(caller, (work) => createImport(work, table, name, fileId));
    return reply.code(201).send({ id: created, preview: await previewImport(store, caller, created) });
  });

  app.get("/api/imports/:id/preview", async (request, reply) => {
    const { caller } = await identify(door, request, reply);
    const { encoding, delimiter } = dialect.parse(request.query);
    const asked = { ...(encoding && { encoding }), ...(delimiter && { delimiter }) };
    return previewImport(store, caller, id.parse(request.params).id, asked);
  });

  app.post("/api/imports/:id/start", async (request, reply) => {
    const { caller } = await identify(door, request, reply);
    const { map, encoding, delimiter } = startBody.parse(request.body);
    const input = { map, ...(encoding && { encoding }), ...(delimiter && { delimiter }) };
    await startImport(store, caller, id.parse(request.params).id, input);
    return reply.code(202).send();
  });

  app.get("/api/imports/:id/failed-rows", async (request, reply) => {
    const { caller } = await identify(door, request, reply);
    const rows = failedRows(store, caller, id.parse(request.params).id);
    reply.header("content-disposition", 'attachment; filename="failed-rows.csv"');
    return reply.type("text/csv; charset=utf-8").send(Readable.from(rows));
  });
}
