import type { Language } from "@leadwright/schema";
import type { Labels } from "@leadwright/schema/labels/load";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { IntlProvider } from "react-intl";
import { updateRecord } from "../api/records.ts";
import { type Session, sessionQuery } from "../api/session.ts";
import { type LoadedLanguage, languageCodes, loadLanguage } from "./load.ts";
import { knownTimeZone, localeOf, preferredLanguage, rememberLanguage } from "./preference.ts";

interface LanguageContext {
  readonly language: Language;
  readonly labels: Labels;
  /** What was chosen since the page was opened; undefined: nothing was. */
  readonly chosenHere: Language | undefined;
  /** Switches at once; kept with the user when signed in, with the browser always. Rejects when the server refuses. */
  readonly setLanguage: (language: Language) => Promise<void>;
}

const Context = createContext<LanguageContext | undefined>(undefined);

/** The user's language for everything below: messages, labels, dates, numbers. Shows nothing until its words are here. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const user = session?.state === "signedIn" ? session.user : undefined;
  const [browserLanguage, setBrowserLanguage] = useState(preferredLanguage);
  const [chosenHere, setChosenHere] = useState<Language>();
  const wanted = user?.language ?? browserLanguage;

  const { data: loaded } = useQuery({
    queryKey: ["session", "language", wanted],
    queryFn: () => loadLanguage(wanted),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });

  useEffect(() => {
    if (loaded) document.documentElement.lang = loaded.language;
  }, [loaded]);

  const userLanguage = user?.language;
  useEffect(() => {
    // The next visit can fetch the right words while it still asks who is there.
    if (userLanguage) rememberLanguage(userLanguage);
  }, [userLanguage]);

  const userId = user?.id;
  const value = useMemo<LanguageContext | undefined>(() => {
    if (!loaded) return undefined;
    const setLanguage = async (language: Language) => {
      rememberLanguage(language);
      setBrowserLanguage(language);
      setChosenHere(language);
      if (userId === undefined) return;
      client.setQueryData<Session>(["session"], (before) => withLanguage(before, language));
      await updateRecord("usersettingscollection", userId, { uilanguageid: languageCodes[language] });
    };
    return { language: loaded.language, labels: loaded.labels, chosenHere, setLanguage };
  }, [loaded, userId, client, chosenHere]);

  if (!value || !loaded) return null;
  return (
    <Context value={value}>
      <Words loaded={loaded} timeZone={user?.timeZone}>
        {children}
      </Words>
    </Context>
  );
}

function Words(props: { loaded: LoadedLanguage; timeZone: string | undefined; children: ReactNode }) {
  const timeZone = knownTimeZone(props.timeZone);
  return (
    <IntlProvider
      locale={localeOf(props.loaded.language)}
      messages={props.loaded.messages}
      {...(timeZone !== undefined && { timeZone })}
    >
      {props.children}
    </IntlProvider>
  );
}

function withLanguage(session: Session | undefined, language: Language): Session | undefined {
  return session?.state === "signedIn" ? { ...session, user: { ...session.user, language } } : session;
}

export function useLanguage(): LanguageContext {
  const value = use(Context);
  if (!value) throw new Error("useLanguage outside LanguageProvider");
  return value;
}

/** Names of tables, columns and choices in the user's language. */
export function useLabels(): Labels {
  return useLanguage().labels;
}
