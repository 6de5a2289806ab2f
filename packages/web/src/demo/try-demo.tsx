import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useSignIn } from "../api/session.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { codeInAddress } from "../sign-in/code-in-address.ts";
import { ProblemBar } from "../sign-in/problem-bar.tsx";

const useStyles = makeStyles({
  section: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "12px 24px",
    marginBottom: "24px",
    padding: "16px",
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  words: { flex: "1 1 260px", display: "flex", flexDirection: "column", gap: "4px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground3, lineHeight: tokens.lineHeightBase300 },
});

/** On the first visit, beside the set-up: a demo organisation instead of one's own. */
export function TryDemo() {
  const styles = useStyles();
  const words = useWords();
  const { language } = useLanguage();
  const { startDemo } = useSignIn();
  const [isStarting, setStarting] = useState(false);
  const [problem, setProblem] = useState<unknown>();

  const start = async () => {
    setProblem(undefined);
    setStarting(true);
    try {
      await startDemo({ language, ...codeInAddress() });
    } catch (error) {
      setProblem(error);
      setStarting(false);
    }
  };
  return (
    <section className={styles.section}>
      <div className={styles.words}>
        <h2 className={styles.title}>{words("demo.tryTitle")}</h2>
        <p className={styles.text}>{words("demo.tryText")}</p>
        <ProblemBar problem={problem} />
      </div>
      <Button disabledFocusable={isStarting} onClick={() => void start()}>
        {words("demo.try")}
      </Button>
    </section>
  );
}
