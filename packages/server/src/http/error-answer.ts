import { AppError, type Language } from "@leadwright/schema";
import { outage } from "@leadwright/store";
import type { FastifyError, FastifyRequest } from "fastify";
import { ZodError } from "zod";

/**
 * What was thrown as an error of the catalogue. Anything unknown is a defect: it becomes `unexpected` and is logged with its
 * stack, once, under the request's id.
 */
export function toAppError(error: unknown, request: FastifyRequest): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) return new AppError("invalidArgument", { reason: firstIssue(error) });
  if (request.raw.readableAborted) {
    // The client went away while it was sending: nobody is left to read the answer, and nothing is wrong here.
    return new AppError("badRequest", { reason: "The connection was closed before the body was complete." });
  }
  return outage(error) ?? fromFastify(error as FastifyError, request) ?? defect(error, request);
}

/** Seconds after which the same request may succeed, for the header Retry-After; undefined when waiting cures nothing. */
export function retryAfter({ key, details, entry }: AppError): number | undefined {
  if (entry.status === 429) return Number(details.seconds);
  if (key === "databaseAway") return 2;
  return entry.status === 503 ? 5 : undefined;
}

function fromFastify(error: FastifyError, request: FastifyRequest): AppError | undefined {
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new AppError("payloadTooLarge", { max: request.routeOptions.bodyLimit ?? 0 });
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new AppError("mediaType", { type: (request.headers["content-type"] ?? "").slice(0, 100) });
    case "FST_ERR_BAD_URL":
      return new AppError("badRequest", { reason: "The URL has a '%' that two hexadecimal digits do not follow." });
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return new AppError("badRequest", { reason: "The body is not as long as its Content-Length says." });
    default:
      return isClientError(error) ? new AppError("badRequest", { reason: error.message }) : undefined;
  }
}

/** What Fastify and its plugins refuse in other ways. */
function isClientError({ code, statusCode = 500 }: FastifyError): boolean {
  return typeof code === "string" && code.startsWith("FST_") && statusCode >= 400 && statusCode < 500;
}

function defect(error: unknown, request: FastifyRequest): AppError {
  request.log.error({ err: error, request: request.id, method: request.method }, "unexpected error");
  return new AppError("unexpected", { request: request.id });
}

function firstIssue(error: ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return "The request is not as expected.";
  return issue.path.length > 0 ? `'${issue.path.join(".")}': ${issue.message}.` : `${issue.message}.`;
}

/** The body of section "Error body" of the Web API; `details` adds what clients get that ask for annotations. */
export function errorBody(error: AppError, language: Language, details: boolean): string {
  const message = error.words(language);
  const extras = details
    ? {
        "@Microsoft.PowerApps.CDS.HelpLink": "",
        "@Microsoft.PowerApps.CDS.TraceText": "",
        "@Microsoft.PowerApps.CDS.InnerError.Message": message,
        "@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus": "0",
        "@Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode": "0",
      }
    : {};
  return JSON.stringify({ error: { code: error.entry.code, message, ...extras } });
}
