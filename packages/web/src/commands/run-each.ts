interface Failure<T> {
  readonly item: T;
  readonly error: unknown;
}

export interface RunResult<T> {
  readonly done: readonly T[];
  readonly failed: readonly Failure<T>[];
  /** Not tried, because it was stopped. */
  readonly left: number;
}

/** One after the other; what fails is kept with its error and the rest goes on. `signal` stops before the next one. */
export async function runEach<T>(
  items: readonly T[],
  action: (item: T) => Promise<unknown>,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (finished: number) => void } = {},
): Promise<RunResult<T>> {
  const done: T[] = [];
  const failed: Failure<T>[] = [];
  for (const item of items) {
    if (options.signal?.aborted) break;
    try {
      await action(item);
      done.push(item);
    } catch (error) {
      failed.push({ item, error });
    }
    options.onProgress?.(done.length + failed.length);
  }
  return { done, failed, left: items.length - done.length - failed.length };
}
