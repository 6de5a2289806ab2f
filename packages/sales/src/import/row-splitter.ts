import { AppError } from "@leadwright/schema";

/** The signs that part a CSV text into rows and cells. */
export interface Marks {
  /** One character. */
  readonly delimiter: string;
  /** What cells with line breaks or delimiters stand in; empty: nothing does. */
  readonly quote: "" | '"' | "'";
  /** Whether a quote inside a cell in quotes is doubled or follows a backslash. */
  readonly escape: "doubled" | "backslash";
}

/** Hears of each row: its cells, and the line of the text, counted from 1, on which it begins. */
export type OnRow = (cells: string[], line: number) => void;

/** Bytes; a cell may be long, but a file without an end of row must not fill the memory. */
const largestRow = 16 * 1024 * 1024;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const backslash = 0x5c;
const nothing = Buffer.alloc(0);

/**
 * start: nothing of the cell was seen. plain: it has no quotes around it. quoted: inside its quotes. closing: behind the
 * quote that closes it, and spaces perhaps. loose: text goes on behind that quote, so that it was none.
 */
type State = "start" | "plain" | "quoted" | "closing" | "loose";

/**
 * Parts UTF-8 bytes, as they come, into rows and cells, in constant memory. Any end of line ends a row, also mixed ones. A
 * quote in the middle of a cell is a letter, and so are quotes around a part of it ("5" pipe) - unless they take in the end
 * of a line: then nobody can tell what belongs where, and the text is refused at that place.
 */
export class RowSplitter {
  readonly #onRow: OnRow;
  readonly #delimiter: Buffer;
  /** -1: none. */
  readonly #quote: number;
  readonly #isBackslashed: boolean;

  #cells: string[] = [];
  /** Of the cell that goes on behind the bytes seen so far. */
  #pieces: Buffer[] = [];
  /** What was seen behind a closing quote. */
  #tail: Buffer[] = [];
  #state: State = "start";
  #isEscaped = false;
  /** Bytes that may be the beginning of a delimiter. */
  #held: Buffer = nothing;
  #afterReturn = false;
  #rows = 0;
  #line = 1;
  #rowLine = 1;
  #quoteLine = 1;
  /** Bytes that were pushed before these. */
  #offset = 0;
  #rowOffset = 0;

  constructor(marks: Marks, onRow: OnRow) {
    const { delimiter, quote } = marks;
    this.#onRow = onRow;
    this.#delimiter = Buffer.from(delimiter);
    this.#quote = quote === "" ? -1 : quote.charCodeAt(0);
    this.#isBackslashed = marks.escape === "backslash";
  }

  /** Throws importQuoteAstray and importRowTooLong, with the place. */
  push(bytes: Buffer): void {
    const part = this.#held.length > 0 ? Buffer.concat([this.#held, bytes]) : bytes;
    this.#held = nothing;
    this.#scan(part, false);
    this.#offset += part.length - this.#held.length;
    if (this.#offset - this.#rowOffset > largestRow) {
      if (this.#state === "quoted") this.#refuseQuote("importQuoteOpen");
      const megabytes = largestRow / 1024 / 1024;
      throw new AppError("importRowTooLong", { row: this.#rows + 1, line: this.#rowLine, max: megabytes });
    }
  }

  /** The last row needs no end of line. Throws importQuoteOpen, with the place. */
  end(): void {
    const rest = this.#held;
    this.#held = nothing;
    if (rest.length > 0) this.#scan(rest, true);
    if (this.#state === "quoted") this.#refuseQuote("importQuoteOpen");
    if (this.#state !== "start" || this.#cells.length > 0) this.#endRow(nothing, 0, 0);
  }

  #scan(bytes: Buffer, isLast: boolean): void {
    const { length } = bytes;
    const width = this.#delimiter.length;
    const first = this.#delimiter[0];
    // Start of what belongs to the cell and is not kept yet.
    let from = 0;
    let at = 0;
    while (at < length) {
      if (this.#state === "quoted") {
        from = this.#scanQuoted(bytes, at);
        at = from;
        continue;
      }
      const byte = bytes[at];
      if (this.#afterReturn) {
        this.#afterReturn = false;
        if (byte === lineFeed) {
          at += 1;
          from = at;
          this.#rowOffset += 1;
          continue;
        }
      }
      if (byte === first) {
        if (width > 1 && at + width > length && !isLast) {
          this.#keep(bytes.subarray(from, at));
          this.#held = Buffer.from(bytes.subarray(at));
          return;
        }
        if (width === 1 || bytes.subarray(at, at + width).equals(this.#delimiter)) {
          this.#endCell(bytes, from, at);
          at += width;
          from = at;
          continue;
        }
      }
      if (byte === lineFeed || byte === carriageReturn) {
        this.#afterReturn = byte === carriageReturn;
        this.#line += 1;
        this.#endRow(bytes, from, at);
        at += 1;
        from = at;
        this.#rowOffset = this.#offset + at;
        continue;
      }
      if (this.#state === "start" && byte === this.#quote) {
        this.#state = "quoted";
        this.#quoteLine = this.#line;
        at += 1;
        from = at;
        continue;
      }
      if (this.#state === "closing") {
        if (byte === this.#quote && from === at && this.#tail.length === 0) {
          // Doubled: one of the two belongs to the cell.
          this.#pieces.push(bytes.subarray(at, at + 1));
          this.#state = "quoted";
          at += 1;
          from = at;
          continue;
        }
        if (byte !== 0x20 && byte !== 0x09) this.#loosen();
        at += 1;
        continue;
      }
      if (this.#state === "start") this.#state = "plain";
      at += 1;
      while (at < length) {
        const next = bytes[at];
        if (next === first || next === lineFeed || next === carriageReturn) break;
        at += 1;
      }
    }
    this.#keep(bytes.subarray(from));
  }

  /** Keeps what stands in the quotes; the place behind the quote that closes them, or the end of the bytes. */
  #scanQuoted(bytes: Buffer, start: number): number {
    let from = start;
    if (this.#isEscaped) {
      this.#isEscaped = false;
      const byte = bytes[start];
      // Before all else the backslash is a letter.
      if (byte !== this.#quote && byte !== backslash) this.#pieces.push(Buffer.from("\\"));
      else {
        this.#pieces.push(bytes.subarray(start, start + 1));
        return start + 1;
      }
    }
    const closing = bytes.indexOf(this.#quote, from);
    const escaping = this.#isBackslashed ? bytes.indexOf(backslash, from) : -1;
    if (escaping >= 0 && (closing < 0 || escaping < closing)) {
      this.#keepQuoted(bytes.subarray(from, escaping));
      this.#isEscaped = true;
      return escaping + 1;
    }
    if (closing < 0) {
      this.#keepQuoted(bytes.subarray(from));
      return bytes.length;
    }
    this.#keepQuoted(bytes.subarray(from, closing));
    this.#state = "closing";
    from = closing + 1;
    return from;
  }

  #keepQuoted(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#pieces.push(bytes);
    for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) this.#line += 1;
    // Old Macs end lines so, and nothing else does.
    for (let at = bytes.indexOf(carriageReturn); at >= 0; at = bytes.indexOf(carriageReturn, at + 1)) {
      if (at + 1 < bytes.length && bytes[at + 1] !== lineFeed) this.#line += 1;
    }
  }

  #keep(bytes: Buffer): void {
    if (bytes.length > 0) (this.#state === "closing" ? this.#tail : this.#pieces).push(bytes);
  }

  /** The quotes were none: they and what stands behind them are of the cell. */
  #loosen(): void {
    if (this.#line > this.#quoteLine) this.#refuseQuote("importQuoteAstray");
    const quote = Buffer.of(this.#quote);
    this.#pieces = [quote, ...this.#pieces, quote, ...this.#tail];
    this.#tail = [];
    this.#state = "loose";
  }

  #endCell(bytes: Buffer, from: number, to: number): void {
    if (this.#pieces.length === 0) this.#cells.push(this.#state === "closing" ? "" : bytes.toString("utf8", from, to));
    else {
      if (this.#state !== "closing" && to > from) this.#pieces.push(bytes.subarray(from, to));
      const [only] = this.#pieces;
      this.#cells.push(this.#pieces.length === 1 && only ? only.toString() : Buffer.concat(this.#pieces).toString());
      this.#pieces = [];
    }
    this.#tail = [];
    this.#state = "start";
  }

  #endRow(bytes: Buffer, from: number, to: number): void {
    this.#endCell(bytes, from, to);
    const cells = this.#cells;
    const line = this.#rowLine;
    this.#cells = [];
    this.#rows += 1;
    this.#rowLine = this.#line;
    this.#onRow(cells, line);
  }

  #refuseQuote(key: "importQuoteOpen" | "importQuoteAstray"): never {
    const place = { row: this.#rows + 1, line: this.#quoteLine, cell: this.#cells.length + 1 };
    throw new AppError(key, key === "importQuoteAstray" ? { ...place, end: this.#line } : place);
  }
}
