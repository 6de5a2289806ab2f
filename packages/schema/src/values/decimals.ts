/** Rounding as people do it, half away from zero, in decimal: 1.005 at two digits is 1.01. */

const decimal = /^([+-]?)(\d{0,40})(?:\.(\d{0,40}))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * A finite number or a decimal string -> the same at `precision` digits after the point; undefined when it is neither.
 * A string stays one only where a number could not hold all its digits.
 */
export function roundDecimal(value: number | string, precision: number): number | string | undefined {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return undefined;
    const factor = 10 ** precision;
    // Most values have few enough digits already; -0 becomes 0.
    if (Math.round(value * factor) / factor === value) return value + 0;
    if (Math.abs(value) >= 1e15) return Math.trunc(value);
  }
  const text = roundText(String(value), precision);
  if (text === undefined) return undefined;
  return typeof value === "number" || text.replace(/\D/g, "").length <= 15 ? Number(text) + 0 : text;
}

function roundText(text: string, precision: number): string | undefined {
  const parts = decimal.exec(text);
  if (parts === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts;
  if (whole === "" && fraction === "") return undefined;
  let digits = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  if (scale > precision) {
    const divisor = 10n ** BigInt(scale - precision);
    digits = (digits * 2n + divisor) / (divisor * 2n);
  } else digits *= 10n ** BigInt(precision - scale);
  const padded = String(digits).padStart(precision + 1, "0");
  const point = padded.length - precision;
  const rest = padded.slice(point).replace(/0+$/, "");
  const number = rest === "" ? padded.slice(0, point) : `${padded.slice(0, point)}.${rest}`;
  return sign === "-" && digits !== 0n ? `-${number}` : number;
}
