import { type Column, isReference, type Value } from "@leadwright/schema";

/** True when both would be stored alike: 10.5 and "10.50", a time with and without its zero milliseconds. */
export function sameStored(column: Column, a: Value | undefined, b: Value | undefined): boolean {
  const [one, other] = [a ?? null, b ?? null];
  if (one === other) return true;
  if (one === null || other === null) return false;
  if (isReference(one) || isReference(other)) {
    return isReference(one) && isReference(other) && one.id === other.id && one.table === other.table;
  }
  switch (column.type) {
    case "Money":
    case "Decimal":
      return plainDecimal(one) === plainDecimal(other);
    case "BigInt":
    case "Double":
      return Number(one) === Number(other);
    case "DateTime":
      return Date.parse(String(one)) === Date.parse(String(other));
    default:
      return false;
  }
}

/** A decimal without zeros that say nothing. Exact for what is text; a number is what its text says. */
function plainDecimal(value: Value): string {
  const text = String(value);
  const match = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text);
  if (!match) return String(Number(text));
  const [, sign = "", whole = "0", fraction = ""] = match;
  const plain = fraction ? `${whole}.${fraction}` : whole;
  return plain === "0" ? "0" : sign + plain;
}
