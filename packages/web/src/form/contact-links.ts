import type { Column } from "@leadwright/schema";

/**
 * Where the text of an e-mail, phone or web column leads; undefined when it is none that can be followed. Only http and https
 * are followed, whatever the text says.
 */
export function contactHref(column: Pick<Column, "format">, text: string): string | undefined {
  const value = text.trim();
  switch (column.format) {
    case "Email":
      return /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(value)
        ? `mailto:${encodeURIComponent(value).replace("%40", "@")}`
        : undefined;
    case "Phone": {
      const digits = value.replace(/[^\d+]/g, "");
      return digits.length >= 3 ? `tel:${digits}` : undefined;
    }
    case "Url":
      return webAddress(value);
    default:
      return undefined;
  }
}

function webAddress(text: string): string | undefined {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (/\s/.test(text) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isWeb = url.protocol === "http:" || url.protocol === "https:";
  return isWeb && url.hostname.includes(".") ? url.href : undefined;
}
