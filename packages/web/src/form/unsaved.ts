import { createContext, use, useEffect, useEffectEvent, useMemo, useRef } from "react";

/** A part of the page that may hold something typed and not yet saved. */
interface UnsavedPart {
  readonly isDirty: () => boolean;
  /** True when nothing is left unsaved. */
  readonly save: () => Promise<boolean>;
}

export interface UnsavedParts {
  readonly add: (part: UnsavedPart) => () => void;
  readonly anyDirty: () => boolean;
  /** Saves part by part; stops at the first that cannot. */
  readonly saveAll: () => Promise<boolean>;
}

export const UnsavedContext = createContext<UnsavedParts | undefined>(undefined);

/** The parts of one page: its form, a note half written in the timeline. */
export function useUnsavedParts(): UnsavedParts {
  const parts = useRef(new Set<UnsavedPart>());
  return useMemo(
    () => ({
      add: (part) => {
        parts.current.add(part);
        return () => parts.current.delete(part);
      },
      anyDirty: () => [...parts.current].some((part) => part.isDirty()),
      saveAll: async () => {
        for (const part of parts.current) if (part.isDirty() && !(await part.save())) return false;
        return true;
      },
    }),
    [],
  );
}

/** While the component is on the page, leaving asks about what it holds. */
export function useUnsavedPart(isDirty: () => boolean, save: () => Promise<boolean>): void {
  const parts = use(UnsavedContext);
  const dirty = useEffectEvent(isDirty);
  const store = useEffectEvent(save);
  useEffect(() => parts?.add({ isDirty: () => dirty(), save: () => store() }), [parts]);
}
