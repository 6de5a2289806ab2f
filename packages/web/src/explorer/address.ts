import { apiRoot, localPath } from "../api/client.ts";

/**
 * The path and query below the root of the Web API that somebody typed: `leads?$top=5`, the same with `/api/data/v9.2/` or a
 * host before it, or with GET. Undefined when it leads anywhere else.
 */
export function readAddress(typed: string): string | undefined {
  // A # would begin a fragment, which is never sent.
  const text = typed
    .trim()
    .replace(/^GET\s+/i, "")
    .replaceAll("#", "%23");
  const isWhole = /^(https?:\/\/[^/?]*)?\/api\/data\//i.test(text);
  if (!isWhole && /^[a-z][a-z+.-]*:/i.test(text)) return undefined;
  try {
    const path = localPath(isWhole ? text : apiRoot + text.replace(/^\/+/, ""));
    return /^\/api\/data\/v[89]\.\d(?:\/(.*))?$/s.exec(path)?.map((part) => part ?? "")[1];
  } catch {
    return undefined;
  }
}

/** The address that runs FetchXML: on the set of its table. Undefined when it names no table that there is. */
export function addressOfFetch(fetchXml: string, setOf: (table: string) => string | undefined): string | undefined {
  const table = /<entity\s[^>]*?\bname\s*=\s*["']([^"']*)["']/.exec(fetchXml)?.[1];
  const set = table === undefined ? undefined : setOf(table);
  return set && `${set}?fetchXml=${encodeURIComponent(fetchXml.trim())}`;
}

/** The FetchXML that an address runs; undefined where it does not, or has other options too. */
export function fetchOfAddress(address: string): string | undefined {
  const encoded = /^\w+\?fetchXml=([^&]*)$/.exec(address)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded.replaceAll("+", "%20"));
  } catch {
    return undefined;
  }
}
