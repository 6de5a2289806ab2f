import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Random } from "../crash/random.ts";
import { RequestMaker, type Sender } from "./make-request.ts";
import { type FuzzAnswer, type FuzzRequest, Wire } from "./wire.ts";
import { buildWorld, type FuzzTarget, type FuzzWorld, mark } from "./world.ts";

export interface FuzzOptions {
  readonly requests: number;
  /** The same seed makes the same requests. */
  readonly seed: number;
  readonly say?: (words: string) => void;
}

export interface FuzzResult {
  readonly requests: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Answers of the reader that were the same with and without hidden rows. */
  readonly compared: number;
  readonly slowestMilliseconds: number;
  readonly seconds: number;
  /** Of the server's process, a measure after each twentieth part of the requests. */
  readonly megabytes: readonly number[];
  readonly faults: readonly string[];
}

/** Slower is a hang; a request that is, is asked again alone, for the machine may have been busy with something else. */
const longest = 2_000;
const patience = 30_000;
const atOnce = 6;
/** Of fewer requests the first of each kind take most of what there is to take. */
const enoughForMemory = 20_000;

/**
 * Sends mutated requests of all kinds. A fault is an answer of 500 and more that is not documented, an error in another
 * shape than the Web API's, an answer that does not come in time, and whatever shows hidden rows: their marks in any answer
 * of those who may not see them, or an answer of the reader that is another one when there are more such rows; and memory of
 * the server that goes on growing.
 */
export async function fuzzRun(
  target: FuzzTarget,
  { requests, seed, say = () => {} }: FuzzOptions,
): Promise<FuzzResult> {
  const world = await buildWorld(target, seed);
  const run = new FuzzRun(target, world, requests, say);
  try {
    return await run.run(seed);
  } finally {
    run.close();
  }
}

class FuzzRun {
  readonly #target: FuzzTarget;
  readonly #world: FuzzWorld;
  readonly #wire: Wire;
  readonly #maker: RequestMaker;
  readonly #requests: number;
  readonly #say: (words: string) => void;
  readonly #statuses: Record<number, number> = {};
  readonly #faults: string[] = [];
  readonly #megabytes: number[] = [];
  #sent = 0;
  #slowest = 0;

  constructor(target: FuzzTarget, world: FuzzWorld, requests: number, say: (words: string) => void) {
    this.#target = target;
    this.#world = world;
    this.#wire = new Wire(target.origin);
    this.#maker = new RequestMaker(world);
    this.#requests = requests;
    this.#say = say;
  }

  async run(seed: number): Promise<FuzzResult> {
    const begun = performance.now();
    const twice = Math.floor(this.#requests * 0.3);
    const read = (number: number) => this.#maker.read(numbersOf(seed, number), "reader");
    const before: string[] = [];
    await this.#inLanes(twice, async (number) => {
      before[number] = digest(await this.#ask(read(number), "reader", `${seed}/${number}`));
    });
    await this.#world.addHidden();
    await this.#inLanes(twice, async (number) => {
      const request = read(number);
      const answer = await this.#ask(request, "reader", `${seed}/${number}`);
      if (digest(answer) !== before[number] && !namesHidden(request, this.#world))
        this.#fault("Another answer when there are more hidden rows", request, answer);
    });
    await this.#inLanes(this.#requests - 2 * twice, async (number) => {
      const from = numbersOf(seed, twice + number);
      const sender = from.pick<Sender>(["writer", "writer", "admin"]);
      const request = from.next() < 0.25 ? this.#maker.read(from, sender) : this.#maker.write(from, sender);
      await this.#ask(request, sender, `${seed}/${twice + number}`);
    });
    this.#judgeMemory();
    return {
      requests: this.#sent,
      statuses: this.#statuses,
      compared: twice,
      slowestMilliseconds: Math.round(this.#slowest),
      seconds: Math.round((performance.now() - begun) / 1000),
      megabytes: this.#megabytes,
      faults: this.#faults,
    };
  }

  close(): void {
    this.#wire.close();
  }

  async #inLanes(count: number, work: (number: number) => Promise<void>): Promise<void> {
    let next = 0;
    const lane = async () => {
      while (next < count) await work(next++);
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  }

  async #ask(request: FuzzRequest, sender: Sender, name: string): Promise<FuzzAnswer> {
    const token = this.#world[sender].token ?? "";
    let answer: FuzzAnswer;
    try {
      answer = await this.#wire.send(request, token, patience);
      if (answer.milliseconds > longest) answer = await this.#wire.send(request, token, patience);
    } catch (error) {
      answer = { status: 0, text: (error as Error).message, milliseconds: 0 };
    }
    this.#slowest = Math.max(this.#slowest, answer.milliseconds);
    this.#statuses[answer.status] = (this.#statuses[answer.status] ?? 0) + 1;
    const wrong = wrongIn(answer) ?? (sender === "admin" ? undefined : this.#shown(answer));
    if (wrong !== undefined) this.#fault(`${wrong} (${sender} ${name})`, request, answer);
    await this.#count();
    return answer;
  }

  /** What of a hidden row is in the answer. */
  #shown({ text }: FuzzAnswer): string | undefined {
    const seen = text.includes(mark) ? mark : this.#world.marks.find((id) => text.includes(id));
    return seen === undefined ? undefined : `A hidden row is shown: ${seen}`;
  }

  async #count(): Promise<void> {
    const part = Math.max(1, Math.floor(this.#requests / 20));
    if (++this.#sent % part !== 0) return;
    this.#megabytes.push(await megabytesOf(this.#target.pid ?? process.pid));
    this.#say(`${this.#sent} requests, ${this.#faults.length} faults, ${this.#megabytes.at(-1)} MB`);
  }

  /** In the last quarter no more than half again what it took in the second, when all had been done once. */
  #judgeMemory(): void {
    if (this.#requests < enoughForMemory) return;
    const [early, late] = [this.#megabytes.slice(5, 10), this.#megabytes.slice(15, 20)].map((part) =>
      Math.max(...part),
    );
    if ((late ?? 0) > 1.5 * (early ?? 0)) this.#faults.push(`The server's memory grew from ${early} MB to ${late} MB`);
  }

  #fault(what: string, { method, path, headers, body }: FuzzRequest, { status, text }: FuzzAnswer): void {
    const log = status >= 500 ? `\n  log: ${this.#target.lastLog?.()}` : "";
    const request = `${method} ${path}\n  ${JSON.stringify(headers)}${body === undefined ? "" : `\n  ${body}`}`;
    this.#faults.push(`${what}\n  ${request}\n  -> ${status} ${text.slice(0, 1_000)}${log}`);
  }
}

/** Each request has numbers of its own: it is the same whatever the others are. */
function numbersOf(seed: number, number: number): Random {
  return new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
}

/**
 * 501 says in words what does not work here (operations of duplicates, tables of one's own); 503 that the definition a
 * request used was deleted under it. Nothing else of 500 and more may come.
 */
const documented: Readonly<Record<number, RegExp>> = { 501: /"0x8F0000(50|0F)"/, 503: /"0x8F000071"/ };

function wrongIn({ status, text, milliseconds }: FuzzAnswer): string | undefined {
  if (status === 0) return "No answer";
  if (milliseconds > longest) return `Took ${Math.round(milliseconds)} ms`;
  // Answers of a batch's parts stand in its text.
  if (/^HTTP\/1\.1 500 /m.test(text)) return "500 inside a batch";
  if (status >= 500 && !documented[status]?.test(text)) return "An answer that is not documented";
  if (status >= 400 && !/"error":\{"code":"0x[0-9A-Fa-f]{8}"/.test(text)) return "An error of another shape";
  return undefined;
}

function digest({ status, text }: FuzzAnswer): string {
  return createHash("sha1").update(`${status} ${text}`).digest("base64");
}

/** It may be told that a row it names is there and not for it. */
function namesHidden({ path }: FuzzRequest, { hiddenIds }: FuzzWorld): boolean {
  return hiddenIds.some((id) => path.includes(id));
}

async function megabytesOf(pid: number): Promise<number> {
  if (process.platform !== "linux") return Math.round(process.memoryUsage.rss() / 1e6);
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000);
}
