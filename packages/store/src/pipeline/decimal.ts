interface Decimal {
  readonly digits: bigint;
  /** Digits after the point. */
  readonly scale: number;
}

/**
 * `amount / rate`, exactly, rounded half away from zero to `places` digits after the point; undefined when one of the
 * two is not a number or the rate is not above zero. Money is never taken through binary fractions.
 */
export function divideMoney(amount: string | number, rate: string | number, places: number): string | undefined {
  const dividend = parse(amount);
  const divisor = parse(rate);
  if (!dividend || !divisor || divisor.digits <= 0n) return undefined;
  const shift = places + divisor.scale - dividend.scale;
  const numerator = dividend.digits * (shift > 0 ? 10n ** BigInt(shift) : 1n);
  const denominator = divisor.digits * (shift < 0 ? 10n ** BigInt(-shift) : 1n);
  return format(roundedQuotient(numerator, denominator), places);
}

function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (magnitude * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -rounded : rounded;
}

function parse(value: string | number): Decimal | undefined {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,3}))?$/.exec(String(value));
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match ?? [];
  if (!match || whole + fraction === "") return undefined;
  const digits = BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n);
  const scale = fraction.length - Number(exponent);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

function format(digits: bigint, places: number): string {
  const sign = digits < 0n ? "-" : "";
  const text = String(digits < 0n ? -digits : digits).padStart(places + 1, "0");
  return places === 0 ? sign + text : `${sign}${text.slice(0, -places)}.${text.slice(-places)}`;
}
