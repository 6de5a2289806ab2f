import type { ResourceRequest } from "@leadwright/query";
import { AppError, isFile } from "@leadwright/schema";
import { runAction } from "./actions/actions.ts";
import type { Answer, Call } from "./call.ts";
import { readCollection } from "./collection.ts";
import { readCount } from "./count.ts";
import { createRecord } from "./create.ts";
import { answerDefinitions } from "./definitions/definitions.ts";
import { downloadColumn } from "./files/download.ts";
import { uploadToColumn } from "./files/upload.ts";
import { runFunction } from "./functions/functions.ts";
import { readMetadata } from "./metadata/metadata.ts";
import { createRelated, readNavigation } from "./navigation.ts";
import { clearColumn, readColumn, writeColumn } from "./property.ts";
import { readRecord } from "./record.ts";
import { associate, disassociate, readReferences } from "./references.ts";
import { removeRecord } from "./remove.ts";
import { readServiceDocument } from "./service-document.ts";
import { updateRecord } from "./update.ts";
import { readViewRows } from "./view.ts";

/** What a request asks for, done. The parser has refused methods that a resource does not have. */
export async function dispatch(call: Call, resource: ResourceRequest): Promise<Answer> {
  const { method } = resource;
  switch (resource.kind) {
    case "entitySet":
      return method === "GET" ? readCollection(call, resource) : createRecord(call, resource);
    case "view":
      return readViewRows(call, resource);
    case "record":
      if (method === "GET") return readRecord(call, resource);
      return method === "PATCH" ? updateRecord(call, resource) : removeRecord(call, resource);
    case "count":
      return readCount(call, resource);
    case "property":
      if (isFile(resource.column) && method !== "DELETE") {
        return method === "GET" ? downloadColumn(call, resource) : uploadToColumn(call, resource);
      }
      if (method === "GET") return readColumn(call, resource);
      return method === "PUT" ? writeColumn(call, resource) : clearColumn(call, resource);
    case "navigation":
      return method === "GET" ? readNavigation(call, resource) : createRelated(call, resource);
    case "references":
      if (method === "GET") return readReferences(call, resource);
      return method === "DELETE" ? disassociate(call, resource) : associate(call, resource);
    case "function":
      return runFunction(call, resource);
    case "action":
      return runAction(call, resource);
    case "definitions":
      return answerDefinitions(call, resource);
    case "serviceDocument":
      return readServiceDocument(call);
    case "metadata":
      return readMetadata(call);
    case "batch":
      throw new AppError("badRequest", { reason: "A batch cannot hold another batch." });
  }
}
