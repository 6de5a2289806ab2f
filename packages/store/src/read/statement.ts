/** Parameters and aliases of one SQL statement while its text is put together. */
import type { Cursor } from "@leadwright/query";
import type { Principal } from "../types.ts";

/** What a compiled statement is filled from each time it runs; its text never changes. */
export interface BindContext {
  readonly principal: Principal | undefined;
  readonly now: Date;
  readonly cursor?: Cursor | undefined;
  /** Rows to leave out before the page, where pages are counted. */
  readonly offset?: number;
  /** Primary id of the one row that is asked for. */
  readonly id?: string;
}

export type Source = (context: BindContext) => unknown;

export class Statement {
  readonly #sources: Source[] = [];
  readonly #named = new Map<string, string>();
  #aliases = 0;

  /** A table alias that is nowhere else in the statement. */
  alias(): string {
    return `t${++this.#aliases}`;
  }

  /** `$n::type` for a value that is part of the query. */
  value(value: unknown, type: string): string {
    return this.#add(() => value, type);
  }

  /** `$n::type` for what is only known when the statement runs. The same key and type gives the same parameter. */
  bound(key: string, type: string, source: Source): string {
    const name = `${key}::${type}`;
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const text = this.#add(source, type);
    this.#named.set(name, text);
    return text;
  }

  /** What fills the parameters, in their order. */
  get sources(): readonly Source[] {
    return this.#sources;
  }

  #add(source: Source, type: string): string {
    return `$${this.#sources.push(source)}::${type}`;
  }
}

export function bindValues(sources: readonly Source[], context: BindContext): unknown[] {
  return sources.map((source) => source(context));
}
