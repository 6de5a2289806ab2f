import { AppError } from "@leadwright/schema";
import type { DateOrder, DecimalSign } from "./formats.ts";
import type { Marks } from "./row-splitter.ts";

/** How a CSV file is written. */
export interface Dialect extends Marks {
  readonly encoding: Encoding;
  /** Rows that begin with # and have not as many cells as the headings are no data. */
  readonly comments: boolean;
  /** What 03/04/2025 means; undefined: the file does not say. */
  readonly dates?: DateOrder;
  /** What 1,234 means; undefined: the file does not say. */
  readonly decimals?: DecimalSign;
}

/** Names that iconv-lite knows too. */
export const encodings = [
  "utf8",
  "utf16le",
  "utf16be",
  "windows-1250",
  "windows-1251",
  "windows-1252",
  "windows-1258",
  "iso-8859-2",
] as const;
export type Encoding = (typeof encodings)[number];

/** What a person, a program or a command says about how a file is written; what is absent is as it was found. */
export interface AskedDialect {
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Empty: no sign is a quote. */
  readonly quote?: string;
  readonly escape?: string;
  readonly dates?: string;
  readonly decimals?: string;
}

/** What was asked for over what was found. Throws importEncoding, importDelimiter, importQuote, importDates, importDecimals. */
export function chosenDialect(found: Dialect, asked: AskedDialect): Dialect {
  const { delimiter = found.delimiter } = asked;
  const encoding = oneOf(encodings, asked.encoding ?? found.encoding);
  if (encoding === undefined) throw new AppError("importEncoding", { encoding: shortened(asked.encoding) });
  if ([...delimiter].length !== 1 || /["\r\n\0]/.test(delimiter)) throw new AppError("importDelimiter");
  const quote = oneOf(["", '"', "'"], asked.quote ?? found.quote);
  const escaping = oneOf(["doubled", "backslash"], asked.escape ?? found.escape);
  if (quote === undefined || escaping === undefined || quote === delimiter) throw new AppError("importQuote");
  const dates = asked.dates === undefined ? found.dates : oneOf(["dmy", "mdy"], asked.dates);
  if (asked.dates !== undefined && dates === undefined) throw new AppError("importDates");
  const decimals = asked.decimals === undefined ? found.decimals : oneOf([".", ","], asked.decimals);
  if (asked.decimals !== undefined && decimals === undefined) throw new AppError("importDecimals");
  return {
    encoding,
    delimiter,
    quote,
    escape: escaping,
    comments: found.comments,
    ...(dates && { dates }),
    ...(decimals && { decimals }),
  };
}

/** The plainest there is. */
export const plainDialect: Dialect = {
  encoding: "utf8",
  delimiter: ",",
  quote: '"',
  escape: "doubled",
  comments: false,
};

function oneOf<Word extends string>(words: readonly Word[], word: string): Word | undefined {
  return words.find((each) => each === word);
}

function shortened(text = ""): string {
  return text.slice(0, 40);
}
