import { useSyncExternalStore } from "react";

/** True while the media query holds. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    () => window.matchMedia(query).matches,
  );
}

/** A phone: the site map is a bar at the bottom, lists show one cell a row. */
export const phone = "(max-width: 639px)";
/** The site map shows icons only. */
export const narrow = "(max-width: 1199px)";
