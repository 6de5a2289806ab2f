/** Made-up requests: a good one with changes in it, the same for the same row of numbers. */
import type { Random } from "../crash/random.ts";
import { type GoodRead, goodReads } from "./good-reads.ts";
import { goodAdministration, goodWrites } from "./good-writes.ts";
import { makeQuestion, makeValue } from "./make-question.ts";
import { mutateHeaders, mutateJson, mutateText } from "./mutate.ts";
import type { FuzzRequest } from "./wire.ts";
import type { FuzzWorld } from "./world.ts";

/** Who sends it: for those who may not see hidden rows these are named, too. */
export type Sender = "reader" | "writer" | "admin";

const annotated = { prefer: 'odata.include-annotations="*"' };
const json = { "content-type": "application/json" };

export class RequestMaker {
  readonly #world: FuzzWorld;
  readonly #reads: readonly GoodRead[];
  readonly #writes: ReturnType<typeof goodWrites>;
  readonly #administration: ReturnType<typeof goodWrites>;
  readonly #texts: readonly string[];

  constructor(world: FuzzWorld) {
    this.#world = world;
    this.#reads = goodReads(world.ids);
    this.#writes = goodWrites(world.ids);
    this.#administration = [...this.#writes, ...goodAdministration(world.ids)];
    this.#texts = this.#reads.flatMap(({ options }) => Object.values(options));
  }

  /** A GET. */
  read(from: Random, sender: Sender): FuzzRequest {
    const asked = from.next() < 0.25;
    const { path, options } = asked ? makeQuestion(from) : from.pick(this.#reads);
    const changed = { ...options };
    const keys = Object.keys(options);
    const what = from.next();
    const whole = keys.length === 0 || what < 0.07;
    if (!whole && !(asked && what < 0.8)) {
      const key = from.pick(keys);
      const others = this.#texts.filter((text) => text.startsWith("<") === (key === "fetchXml"));
      if (what > 0.1) changed[key] = mutateText(options[key] ?? "", from, others);
      if (what > 0.95) Object.assign(changed, from.pick(this.#reads).options);
    }
    const where = whole ? mutateText(path, from) : path;
    const headers = from.next() < 0.5 ? annotated : {};
    return {
      method: "GET",
      path: this.#named(`${inUrl(where)}${this.#query(changed, from)}`, from, sender),
      headers: from.next() < 0.1 ? mutateHeaders(headers, from) : headers,
    };
  }

  /** Anything that may change something: a single request or a batch of some. */
  write(from: Random, sender: Sender): FuzzRequest {
    return from.next() < 0.15 ? this.#batch(from, sender) : this.#single(from, sender);
  }

  #single(from: Random, sender: Sender): FuzzRequest {
    const asked = from.next() < 0.15;
    const good = asked ? makeValue(from) : from.pick(sender === "admin" ? this.#administration : this.#writes);
    const what = from.next();
    const value = what < 0.75 && !asked ? mutateJson(good.body, from) : good.body;
    const text = value === undefined ? undefined : typeof value === "string" ? value : JSON.stringify(value);
    const body = text !== undefined && what > 0.65 && what < 0.85 ? mutateText(text, from) : text;
    const path = what > 0.85 && what < 0.95 ? mutateText(good.path, from) : good.path;
    const headers = { ...(body === undefined ? {} : json), ...good.headers };
    return {
      method: from.next() < 0.03 ? from.pick(["PUT", "POST", "PATCH", "DELETE", "GET", "OPTIONS"]) : good.method,
      path: this.#named(inUrl(path), from, sender),
      headers: what > 0.95 || from.next() < 0.1 ? mutateHeaders(headers, from) : headers,
      ...(body === undefined ? {} : { body: this.#named(body, from, sender) }),
    };
  }

  #batch(from: Random, sender: Sender): FuzzRequest {
    const end = from.pick(["\r\n", "\r\n", "\n"]);
    const part = ({ method, path, headers, body }: FuzzRequest, id: number) =>
      [
        ...["Content-Type: application/http", "Content-Transfer-Encoding: binary", `Content-ID: ${id}`, ""],
        `${method} ${from.pick(["", "/api/data/v9.2/"])}${path} HTTP/1.1`,
        ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
        ...["", body ?? "", ""],
      ].join(end);
    const reads = Array.from({ length: from.whole(0, 3) }, () => this.read(from, sender));
    const writes = Array.from({ length: from.whole(0, 4) }, () => this.#single(from, sender));
    const set = [...writes.map((each, n) => `--s${end}${part(each, n + 1)}`), `--s--${end}`].join("");
    const text = [
      ...(writes.length > 0 ? [`--b${end}Content-Type: multipart/mixed; boundary=s${end}${end}${set}`] : []),
      ...reads.map((each, n) => `--b${end}${part(each, n + 10)}`),
      `--b--${end}`,
    ].join("");
    const headers = { "content-type": "multipart/mixed; boundary=b" };
    const proceed = from.next() < 0.5 ? { prefer: "odata.continue-on-error" } : {};
    const body = from.next() < 0.4 ? mutateText(text, from) : text;
    return { method: "POST", path: "$batch", headers: { ...headers, ...proceed }, body };
  }

  /** Names a hidden row in place of an own one, now and then. */
  #named(text: string, from: Random, sender: Sender): string {
    if (sender === "admin" || from.next() > 0.1) return text;
    return text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, from.pick(this.#world.hiddenIds));
  }

  #query(options: Readonly<Record<string, string>>, from: Random): string {
    const pairs = Object.entries(options);
    if (pairs.length === 0) return "";
    if (from.next() < 0.01) pairs.push(from.pick(pairs));
    const raw = from.next() < 0.1;
    return `?${pairs.map(([name, value]) => `${inUrl(name)}=${raw ? inUrl(value) : encoded(value)}`).join("&")}`;
  }
}

/** Encoded where it could not be sent otherwise, and nowhere else. */
function inUrl(text: string): string {
  return text.replace(/[^\u0021-\u007e]+/g, encoded);
}

/** Halves of characters cannot be encoded. */
const encoded = (text: string) => encodeURIComponent(text.toWellFormed());
