/**
 * What of curl the documentation uses, for machines that have none, run by a shell in its place. It refuses what curl refuses, and
 * every option that it does not know. The file in CURL_LOG gets a line with the status of each answer.
 */
import { appendFileSync } from "node:fs";
import { text } from "node:stream/consumers";

const flags = new Set(["-s", "-S", "-sS", "-G"]);
const valued = new Set(["-H", "-X", "-d", "--data-binary", "--data-urlencode"]);

interface Arguments {
  url: string;
  method?: string;
  get: boolean;
  readonly headers: [string, string][];
  readonly data: string[];
}

async function readArguments(words: string[]): Promise<Arguments> {
  const read: Arguments = { url: "", get: false, headers: [], data: [] };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (flags.has(word)) {
      if (word === "-G") read.get = true;
    } else if (valued.has(word)) {
      const value = words[++at];
      if (value === undefined) throw new Error(`${word} needs a value`);
      await take(read, word, value);
    } else if (word.startsWith("-") || read.url !== "") {
      throw new Error(`unknown: ${word}`);
    } else {
      read.url = word;
    }
  }
  // Curl makes lists of brackets and braces, and refuses spaces.
  if (/[\s[\]{}]/.test(read.url)) throw new Error(`malformed: ${read.url}`);
  return read;
}

async function take(read: Arguments, option: string, value: string): Promise<void> {
  if (option === "-X") read.method = value;
  else if (option === "-H") read.headers.push(splitAt(value, ":"));
  else if (option === "--data-urlencode") {
    const [name, content] = splitAt(value, "=");
    read.data.push(`${name}=${encodeURIComponent(content)}`);
  } else if (value === "@-") read.data.push(await text(process.stdin));
  else if (value.startsWith("@")) throw new Error("data from a file is not in the examples");
  else read.data.push(value);
}

function splitAt(value: string, sign: string): [string, string] {
  const at = value.indexOf(sign);
  if (at < 0) throw new Error(`no '${sign}' in ${value}`);
  return [value.slice(0, at), value.slice(at + 1).trim()];
}

const { url, method, get, headers, data } = await readArguments(process.argv.slice(2));
const hasBody = data.length > 0 && !get;
const sent = new Headers(headers);
if (hasBody && !sent.has("content-type")) sent.set("content-type", "application/x-www-form-urlencoded");
const query = get && data.length > 0 ? `${url.includes("?") ? "&" : "?"}${data.join("&")}` : "";
const response = await fetch(url + query, {
  method: method ?? (hasBody ? "POST" : "GET"),
  headers: sent,
  redirect: "manual",
  ...(hasBody && { body: data.join("&") }),
});
appendFileSync(process.env.CURL_LOG ?? "/dev/null", `${response.status}\n`);
process.stdout.write(Buffer.from(await response.arrayBuffer()));
