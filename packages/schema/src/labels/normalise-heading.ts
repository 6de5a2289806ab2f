/** How an Excel export for update heads what identifies its rows. */
export const doNotModify = /^\s*\(do not modify\)/i;

/** Letters and digits alone, lower case, without accents: "E-mail *" and "email" are the same heading. */
export function normaliseHeading(text: string): string {
  return text
    .replace(doNotModify, "")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/đ/g, "d")
    .replace(/ł/g, "l")
    .replace(/[^\p{L}\p{N}]/gu, "");
}
