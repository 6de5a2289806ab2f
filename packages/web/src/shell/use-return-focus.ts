import { useEffect, useState } from "react";

/** What takes the focus for a while gives it back, when it goes, to where it was; unless the work went on elsewhere. */
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Once it is off the page.
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        // The item of a menu is gone by now.
        const isThere = before instanceof HTMLElement && before !== document.body && before.isConnected;
        (isThere ? before : document.getElementById("page"))?.focus();
      });
    },
    [before],
  );
}
