export { boundaryOf } from "./batch/parts.ts";
export { type BatchItem, type BatchRequest, readBatch } from "./batch/read-batch.ts";
export { answerHead, closeAnswer, closeParts, openAnswer, openChangeSet } from "./batch/write-batch.ts";
export type * from "./csdl/operations.ts";
export { writeMetadata } from "./csdl/write-metadata.ts";
export { formatPagingCookie, type PageEdges } from "./fetch/cookie.ts";
export type { FetchPaging } from "./fetch/fetch.ts";
export { writeFetch } from "./fetch/write-fetch.ts";
export { readReferenceBody } from "./odata/bind.ts";
export { contextUrl, propertyContextUrl, referenceContextUrl } from "./odata/context-url.ts";
export type { Json, JsonObject } from "./odata/loose-json.ts";
export { declaredTable, readPayload, readPropertyBody, readTypedPayload } from "./odata/payload.ts";
export {
  type AnnotationPreference,
  type AppliedPreference,
  matchesAnnotation,
  type Preferences,
  parsePrefer,
  preferenceApplied,
} from "./odata/prefer.ts";
export { emptyQuery } from "./odata/query.ts";
export { parseRequest, readView } from "./odata/request.ts";
export type {
  Bound,
  DefinitionSegment,
  Method,
  Operation,
  Resource,
  ResourceRequest,
  Rows,
  View,
} from "./odata/resource.ts";
export { formatSkipToken, pagesAreCounted, parseSkipToken, withSkipToken } from "./odata/skip-token.ts";
export { afterServiceRoot, formatTarget, parseTarget, type RequestContext } from "./odata/target.ts";
export type * from "./payload.ts";
export type * from "./tree.ts";
