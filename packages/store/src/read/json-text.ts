/** A string that JSON has to escape: quotes, backslashes, control characters, halves of surrogate pairs. */
const special = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A string as JSON. Most need no escaping, which is quicker to find out than to do. */
export function jsonText(text: string): string {
  return special.test(text) ? JSON.stringify(text) : `"${text}"`;
}
