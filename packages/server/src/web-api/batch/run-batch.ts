/** POST $batch: requests in one body, done one after the other, change sets in one transaction each. */
import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import {
  answerHead,
  type BatchItem,
  type BatchRequest,
  boundaryOf,
  closeAnswer,
  closeParts,
  openAnswer,
  openChangeSet,
  readBatch,
} from "@leadwright/query";
import { AppError } from "@leadwright/schema";
import type { Answer, Call } from "../call.ts";
import { appliedHeader } from "../shape.ts";
import type { PartRunner } from "./part-runner.ts";

/** Characters of answers that are kept until it is known whether all goes well; then they are sent as they come. */
const kept = 8 * 1024 * 1024;

/** An answer within the batch, in the pieces of its text. */
interface Outcome {
  readonly failed: number | undefined;
  readonly text: AsyncIterable<string> | Iterable<string>;
}

/**
 * The status is 200, or that of the request that failed, with which the batch then ends; `Prefer: odata.continue-on-error`
 * goes on. Of answers that are too long to be kept the first ones are sent before the last requests are done, with 200.
 */
export async function runBatch(call: Call, runner: PartRunner): Promise<Answer> {
  const type = call.headers["content-type"] ?? "";
  const boundary = boundaryOf(type);
  if (boundary === undefined || typeof call.body !== "string")
    throw new AppError("badRequest", { reason: `A batch is multipart/mixed, not '${type.slice(0, 100)}'.` });
  const items = readBatch(call.body, boundary);
  const name = `batchresponse_${randomUUID()}`;
  const progress: Progress = { status: 200 };
  const pieces = answers(call, runner, items, name, progress);
  const first: string[] = [];
  let length = 0;
  for (;;) {
    const { value, done } = await pieces.next();
    if (done === true) break;
    first.push(value);
    length += value.length;
    if (length > kept) return answer(call, 200, name, following(first, pieces));
  }
  return answer(call, progress.status, name, following(first));
}

/** What the status of the whole is going to be, so far. */
interface Progress {
  status: number;
}

function answer(call: Call, status: number, boundary: string, body: AsyncIterable<string>): Answer {
  const type = { "content-type": `multipart/mixed; boundary=${boundary}` };
  return { status, headers: { ...type, ...appliedHeader(call, "continueOnError") }, body };
}

async function* following(first: string[], rest?: AsyncIterable<string>): AsyncGenerator<string> {
  // Let go of one by one, as they are sent.
  for (const [index, piece] of first.entries()) {
    first[index] = "";
    yield piece;
  }
  if (rest !== undefined) yield* rest;
}

async function* answers(
  call: Call,
  runner: PartRunner,
  items: readonly BatchItem[],
  boundary: string,
  progress: Progress,
): AsyncGenerator<string> {
  for (const item of items) {
    const { failed, text } =
      item.kind === "request"
        ? await single(call, runner, item.request, boundary)
        : await changeSet(call, runner, item.requests, boundary);
    yield* text;
    if (failed === undefined || call.preferences.continueOnError) continue;
    progress.status = failed;
    break;
  }
  yield closeParts(boundary);
}

async function single(call: Call, runner: PartRunner, request: BatchRequest, boundary: string): Promise<Outcome> {
  try {
    const answered = await runner.run(call, request);
    return { failed: undefined, text: format(runner, boundary, answered, request.contentId) };
  } catch (error) {
    return failure(call, runner, boundary, request, error);
  }
}

/** One that fails takes back the others, and its error is the answer to all of them. */
async function changeSet(
  call: Call,
  runner: PartRunner,
  requests: readonly BatchRequest[],
  boundary: string,
): Promise<Outcome> {
  let at = requests[0];
  try {
    const answered = await runner.runTogether(call, requests, (request) => {
      at = request;
    });
    const inner = `changesetresponse_${randomUUID()}`;
    return { failed: undefined, text: together(runner, boundary, inner, requests, answered) };
  } catch (error) {
    return failure(call, runner, boundary, at, error);
  }
}

async function* together(
  runner: PartRunner,
  boundary: string,
  inner: string,
  requests: readonly BatchRequest[],
  answered: readonly Answer[],
): AsyncGenerator<string> {
  yield openChangeSet(boundary, inner);
  for (const [index, each] of answered.entries()) yield* format(runner, inner, each, requests[index]?.contentId);
  yield closeParts(inner);
}

function failure(
  call: Call,
  runner: PartRunner,
  boundary: string,
  request: BatchRequest | undefined,
  error: unknown,
): Outcome {
  const answered = runner.refuse(call, request, error);
  return { failed: answered.status, text: format(runner, boundary, answered, request?.contentId) };
}

async function* format(
  runner: PartRunner,
  boundary: string,
  { status, headers, body }: Answer,
  contentId: string | undefined,
): AsyncGenerator<string> {
  const all = { ...runner.headersOf(body !== undefined), ...headers };
  yield openAnswer(boundary, contentId) + answerHead(status, STATUS_CODES[status] ?? "Unknown", all);
  if (typeof body === "string") yield body;
  // The runner refuses what is answered with bytes.
  else if (body !== undefined && !Buffer.isBuffer(body)) for await (const piece of body) yield piece.toString();
  yield closeAnswer;
}
