/** Changes in a good text, value or set of headers. What comes out is mostly nearly right. */
import type { Random } from "../crash/random.ts";
import { headerValues, jsonKeys, jsonValues, kinOf, literals, names, pieces } from "./words.ts";

const word = (from: Random) => from.pick(from.pick([names, names, pieces, literals]));

type TextChange = (tokens: string[], from: Random, others: readonly string[]) => void;
const place = (tokens: readonly string[], from: Random) => from.whole(0, Math.max(0, tokens.length - 1));

/** A name for a name of the same sort: the rest stays right. */
function exchange(tokens: string[], from: Random): void {
  const known = tokens.flatMap((token, at) => {
    const kin = kinOf(token);
    return kin === undefined ? [] : [{ at, kin }];
  });
  if (known.length === 0) return;
  const { at, kin } = from.pick(known);
  tokens[at] = from.pick(kin);
}

function revalue(tokens: string[], from: Random): void {
  const places = tokens.flatMap((token, index) => (/^\d+$/.test(token) ? [index] : []));
  if (places.length > 0) tokens[from.pick(places)] = from.pick(literals);
}

const textChanges: readonly TextChange[] = [
  (tokens, from) => tokens.splice(place(tokens, from), from.whole(1, 3)),
  (tokens, from) => tokens.splice(place(tokens, from), 0, word(from)),
  (tokens, from) => tokens.splice(place(tokens, from), 1, word(from)),
  (tokens, from) => tokens.splice(place(tokens, from), 1, word(from)),
  exchange,
  exchange,
  exchange,
  revalue,
  (tokens, from) => {
    const at = place(tokens, from);
    tokens.splice(at, 0, ...tokens.slice(at, at + from.whole(1, 8)));
  },
  (tokens, from) => {
    const [a, b] = [place(tokens, from), place(tokens, from)];
    [tokens[a], tokens[b]] = [tokens[b] ?? "", tokens[a] ?? ""];
  },
  (tokens, from) => tokens.splice(place(tokens, from)),
  (tokens, from, others) => {
    const other = tokensOf(from.pick(others));
    const at = place(other, from);
    tokens.splice(place(tokens, from), from.whole(0, 3), ...other.slice(at, at + from.whole(1, 10)));
  },
];

function tokensOf(text: string): string[] {
  return text.match(/\w+|[^\w]/g) ?? [];
}

/** `others` are good texts of the same kind, from which parts are taken over. */
export function mutateText(text: string, from: Random, others: readonly string[] = [text]): string {
  const tokens = tokensOf(text);
  for (let changes = from.pick([1, 1, 1, 1, 2, 3]); changes > 0; changes--)
    from.pick(textChanges)(tokens, from, others);
  return tokens.join("").slice(0, 20_000);
}

type Json = Record<string, unknown>;

/** The value with one place in it changed. */
export function mutateJson(value: unknown, from: Random): unknown {
  const inside = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  if (!inside || from.next() < 0.1) return from.next() < 0.1 ? nested(value, from) : from.pick(jsonValues);
  if (Array.isArray(value)) {
    const at = from.whole(0, value.length - 1);
    const changed = [...value];
    if (from.next() < 0.3) changed.push(...value);
    else changed[at] = mutateJson(value[at], from);
    return changed;
  }
  return mutateObject(value as Json, from);
}

function mutateObject(value: Json, from: Random): Json {
  const key = from.pick(Object.keys(value));
  const { [key]: old, ...rest } = value;
  const newKey = () => from.pick(from.pick([jsonKeys, names]));
  switch (from.whole(0, 4)) {
    case 0:
      return rest;
    case 1:
      return entries([...Object.entries(rest), [newKey(), old]]);
    case 2:
      return entries([...Object.entries(value), [newKey(), from.pick(jsonValues)]]);
    default:
      return { ...value, [key]: mutateJson(old, from) };
  }
}

/** `__proto__` as a key like any other. */
const entries = (pairs: readonly (readonly [string, unknown])[]): Json => Object.fromEntries(pairs);

function nested(value: unknown, from: Random): unknown {
  let deep = value;
  for (let depth = from.pick([2, 30, 300]); depth > 0; depth--) deep = depth % 2 === 0 ? [deep] : { value: deep };
  return deep;
}

export function mutateHeaders(headers: Readonly<Record<string, string>>, from: Random): Record<string, string> {
  const name = from.pick(Object.keys(headerValues));
  return { ...headers, [name]: from.pick(headerValues[name] ?? []) };
}
