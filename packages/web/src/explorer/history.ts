import { useState } from "react";

/** So many are remembered, in this browser only. */
const most = 15;
/** What is longer is not kept: FetchXML of any sensible size fits. */
const longest = 4_000;

/** The last queries of this user in this browser, newest first. */
export function useHistory(userId: string) {
  const key = `leadwright.explorer.${userId}`;
  const [queries, setQueries] = useState(() => stored(key));
  const keep = (next: readonly string[]) => {
    setQueries(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // A full or forbidden storage keeps nothing; the list stands until the page is left.
    }
  };
  return {
    queries,
    remember: (query: string) => {
      if (query.length > longest) return;
      keep([query, ...queries.filter((each) => each !== query)].slice(0, most));
    },
    clear: () => keep([]),
  };
}

function stored(key: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string").slice(0, most) : [];
  } catch {
    return [];
  }
}
