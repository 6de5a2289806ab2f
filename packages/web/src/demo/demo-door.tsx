import { Button, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type DemoEntrance, sessionQuery, useSignIn } from "../api/session.ts";
import { useWords } from "../language/use-words.ts";
import { DoorPage } from "../sign-in/door-page.tsx";
import { ProblemBar } from "../sign-in/problem-bar.tsx";
import { SignInForm } from "../sign-in/sign-in-page.tsx";
import { DemoPeople } from "./demo-people.tsx";

const useStyles = makeStyles({
  progress: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: "8px",
    margin: "16px 0 8px",
  },
  share: { fontVariantNumeric: "tabular-nums" },
  password: { marginTop: "24px", paddingTop: "16px", borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
});

/** The door of a demo organisation: how far it is loaded, then the people one may be. */
export function DemoDoor({ demo }: { demo: DemoEntrance }) {
  const styles = useStyles();
  const words = useWords();
  const [withPassword, setWithPassword] = useState(false);
  if (demo.progress) return <Loading progress={demo.progress} />;
  return (
    <DoorPage title={words("demo.peopleTitle")} intro={words("demo.peopleText")} width={560}>
      <DemoPeople people={demo.people} />
      <div className={styles.password}>
        {withPassword ? (
          <SignInForm />
        ) : (
          <Button appearance="transparent" onClick={() => setWithPassword(true)}>
            {words("demo.withPassword")}
          </Button>
        )}
      </div>
    </DoorPage>
  );
}

/** Asks again and again; a page that is reloaded finds the same answer. */
function Loading({ progress: { done, of } }: { progress: NonNullable<DemoEntrance["progress"]> }) {
  const styles = useStyles();
  const words = useWords();
  const { stopDemo } = useSignIn();
  const [isStopping, setStopping] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  useQuery({ ...sessionQuery, refetchInterval: 700 });
  const share = done / Math.max(1, of);
  const stop = async () => {
    setProblem(undefined);
    setStopping(true);
    try {
      await stopDemo();
    } catch (error) {
      setProblem(error);
      setStopping(false);
    }
  };
  return (
    <DoorPage title={words("demo.loadingTitle")} intro={words("demo.loadingText")} width={480}>
      <ProgressBar thickness="large" value={share} aria-label={words("demo.loadingTitle")} />
      <div className={styles.progress}>
        <span className={styles.share}>{words("demo.loaded", { share })}</span>
        <Button disabledFocusable={isStopping} onClick={() => void stop()}>
          {words("demo.stop")}
        </Button>
      </div>
      <ProblemBar problem={problem} />
    </DoorPage>
  );
}
