import { FluentProvider } from "@fluentui/react-components";
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { useMedia } from "./media.ts";
import { darkTheme, lightTheme, withMoreContrast } from "./theme.ts";

export type Appearance = "system" | "light" | "dark";

interface AppearanceChoice {
  readonly appearance: Appearance;
  readonly setAppearance: (appearance: Appearance) => void;
}

const storageKey = "leadwright.appearance";
const Context = createContext<AppearanceChoice>({ appearance: "system", setAppearance: () => undefined });

/** Light or dark as this person chose for this browser, else as the system says. */
export function AppearanceProvider({ children }: { children: ReactNode }) {
  const [appearance, setAppearance] = useState(storedAppearance);
  const systemIsDark = useMedia("(prefers-color-scheme: dark)");
  const moreContrast = useMedia("(prefers-contrast: more)");
  const dark = appearance === "dark" || (appearance === "system" && systemIsDark);
  const theme = useMemo(() => {
    const plain = dark ? darkTheme : lightTheme;
    return moreContrast ? withMoreContrast(plain) : plain;
  }, [dark, moreContrast]);

  useEffect(() => {
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
    document.body.style.background = theme.colorNeutralBackground2;
  }, [dark, theme]);

  const choice = useMemo(
    () => ({
      appearance,
      setAppearance: (next: Appearance) => {
        localStorage.setItem(storageKey, next);
        setAppearance(next);
      },
    }),
    [appearance],
  );

  return (
    <Context value={choice}>
      <FluentProvider theme={theme} style={{ height: "100%" }}>
        {children}
      </FluentProvider>
    </Context>
  );
}

/** The chosen appearance, and the way to change it at once. */
export function useAppearance(): AppearanceChoice {
  return use(Context);
}

function storedAppearance(): Appearance {
  const stored = localStorage.getItem(storageKey);
  return stored === "light" || stored === "dark" ? stored : "system";
}
