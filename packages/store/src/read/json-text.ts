/** Anything that JSON has to escape: quotes, backslashes, control characters, and surrogates, which may be unpaired. */
const special = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/** A string as JSON. Most need no escaping, which is quicker to find out than to do. */
export function jsonText(text: string): string {
  return special.test(text) ? JSON.stringify(text) : `"${text}"`;
}
