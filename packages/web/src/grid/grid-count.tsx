import { useWords } from "../language/use-words.ts";

interface GridCountProps {
  /** Rows in sight, from 0. */
  readonly first: number;
  readonly last: number;
  readonly count: number | undefined;
  /** There are more than `count`. */
  readonly exceeded: boolean;
  readonly selected: number;
}

/** "1–50 of 2,314", and how many are selected. */
export function GridCount({ first, last, count, exceeded, selected }: GridCountProps) {
  const words = useWords();
  const range = { first: first + 1, last: last + 1, count: count ?? 0 };
  return (
    <>
      <span>{count === undefined ? "" : words(exceeded ? "grid.rangeOfMore" : "grid.range", range)}</span>
      <span role="status">{selected > 0 ? words("grid.selected", { count: selected }) : ""}</span>
    </>
  );
}
