import { Button, makeStyles, Spinner } from "@fluentui/react-components";
import { PlugDisconnected24Regular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useLiveChanges } from "./api/live-changes.ts";
import { SchemaProvider } from "./api/schema-provider.tsx";
import { sessionQuery } from "./api/session.ts";
import { RunProvider } from "./commands/run-provider.tsx";
import { useErrorWords } from "./language/use-error-words.ts";
import { useWords } from "./language/use-words.ts";
import { Shell } from "./shell/shell.tsx";
import { ShortcutProvider } from "./shell/shortcuts.tsx";
import { StatePage } from "./shell/state-page.tsx";
import { UndoProvider } from "./undo/undo-provider.tsx";

const SignInPage = lazy(() => import("./sign-in/sign-in-page.tsx").then((file) => ({ default: file.SignInPage })));
const DemoDoor = lazy(() => import("./demo/demo-door.tsx").then((file) => ({ default: file.DemoDoor })));
const SetUpPage = lazy(() => import("./sign-in/set-up-page.tsx").then((file) => ({ default: file.SetUpPage })));

const useStyles = makeStyles({
  waiting: { display: "grid", placeItems: "center", height: "100dvh" },
});

/** The door: set-up on the first visit, sign-in when nobody is, else the app at the address that was asked for. */
export function Root() {
  const words = useWords();
  const errorWords = useErrorWords();
  const { data: session, error, refetch } = useQuery(sessionQuery);
  if (session === undefined) {
    if (!error) return <Waiting />;
    return (
      <StatePage icon={PlugDisconnected24Regular} title={words("error.title")} text={errorWords(error)} alert>
        <Button appearance="primary" onClick={() => void refetch()}>
          {words("action.retry")}
        </Button>
      </StatePage>
    );
  }
  return (
    <Suspense fallback={<Waiting />}>
      {session.state === "setup" && <SetUpPage />}
      {session.state === "signedOut" && session.demo === undefined && <SignInPage />}
      {session.state === "signedOut" && session.demo !== undefined && <DemoDoor demo={session.demo} />}
      {session.state === "signedIn" && (
        <SchemaProvider>
          <ShortcutProvider>
            <LiveChanges />
            <UndoProvider>
              <RunProvider>
                <Shell>
                  <Outlet />
                </Shell>
              </RunProvider>
            </UndoProvider>
          </ShortcutProvider>
        </SchemaProvider>
      )}
    </Suspense>
  );
}

function LiveChanges() {
  useLiveChanges();
  return null;
}

function Waiting() {
  const styles = useStyles();
  const words = useWords();
  return (
    <div className={styles.waiting}>
      <Spinner aria-label={words("loading")} />
    </div>
  );
}
