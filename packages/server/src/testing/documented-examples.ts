/** The examples of a page of the documentation, in the order in which a reader pastes them. */

/** A fenced block, with the one right behind it that says what comes of it. */
export interface Example {
  readonly language: "sh" | "js";
  readonly text: string;
  /** Of the page, counted from 1. */
  readonly line: number;
  /** What it prints: `json` of the last request, `text` of all. */
  readonly printed?: { readonly language: "json" | "text"; readonly text: string };
}

export interface RefusedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

const fence = /^```(\w*)\n([\s\S]*?)^```$/gm;

/** All fenced blocks; one that is neither an example nor what an example prints is an error of the page. */
export function readExamples(page: string): Example[] {
  const examples: Example[] = [];
  let end = 0;
  for (const { 1: language, 2: text = "", 0: whole, index } of page.matchAll(fence)) {
    const line = page.slice(0, index).split("\n").length;
    const last = examples.at(-1);
    if (language === "sh" || language === "js") {
      examples.push({ language, text, line });
    } else if ((language === "json" || language === "text") && last && page.slice(end, index).trim() === "") {
      examples[examples.length - 1] = { ...last, printed: { language, text } };
    } else {
      throw new Error(`line ${line}: a block of '${language}' that belongs to no example`);
    }
    end = index + whole.length;
  }
  return examples;
}

/** Statuses that the comments of a block name, one a request: `# 204: why`. */
export function statusesOf({ text }: Example): number[] {
  return [...text.matchAll(/^# (\d{3})\b/gm)].map((match) => Number(match[1]));
}

/** Rows of tables that begin with a request in code and the status of its answer. */
export function readRefusals(page: string): RefusedRequest[] {
  const rows = page.matchAll(/^\| `(GET|POST|PUT|PATCH|DELETE) ([^`]+)` \| (\d{3}) \|/gm);
  return [...rows].map(({ 1: method = "", 2: path = "", 3: status }) => ({ method, path, status: Number(status) }));
}

/** The same, but that `"..."` stands for any text, and an object may have more than is written. */
export function fits(written: unknown, actual: unknown): boolean {
  if (written === "...") return typeof actual === "string" && actual !== "";
  if (Array.isArray(written)) {
    const list = Array.isArray(actual) ? actual : [];
    return list.length === written.length && written.every((each, index) => fits(each, list[index]));
  }
  if (typeof written !== "object" || written === null) return written === actual;
  if (typeof actual !== "object" || actual === null) return false;
  return Object.entries(written).every(([name, value]) => fits(value, (actual as Record<string, unknown>)[name]));
}

/** The JSON at the end of the text: that of the last answer, where there were several. */
export function lastJson(text: string): unknown {
  for (let start = 0; start < text.length; start++) {
    try {
      return JSON.parse(text.slice(start));
    } catch {
      // It begins further on.
    }
  }
  return undefined;
}
