import { makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { type DemoPerson, useSignIn } from "../api/session.ts";
import { useLanguage } from "../language/language-provider.tsx";
import type { MessageId } from "../language/load.ts";
import { useRoleName } from "../language/use-role-name.ts";
import { useWords } from "../language/use-words.ts";
import { ProblemBar } from "../sign-in/problem-bar.tsx";

const useStyles = makeStyles({
  units: { display: "flex", flexDirection: "column", gap: "20px" },
  unit: { margin: "0 0 4px", fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { listStyleType: "none", margin: "0 -12px", padding: 0 },
  person: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "baseline",
    justifyContent: "space-between",
    gap: "0 16px",
    width: "100%",
    minHeight: "44px",
    padding: "10px 12px",
    border: 0,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    font: "inherit",
    textAlign: "start",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  role: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** What the demo calls its offices. */
const unitNames: Readonly<Record<string, MessageId>> = {
  "Leadwright Demo": "demo.unit.headquarters",
  London: "demo.unit.London",
  Warsaw: "demo.unit.Warsaw",
  Hanoi: "demo.unit.Hanoi",
};

/** People by business unit; one click signs in as one of them. */
export function DemoPeople({ people }: { people: readonly DemoPerson[] }) {
  const styles = useStyles();
  const words = useWords();
  const { signInAs } = useSignIn();
  const { chosenHere } = useLanguage();
  const [chosen, setChosen] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const enter = async (id: string) => {
    if (chosen !== undefined) return;
    setProblem(undefined);
    setChosen(id);
    try {
      await signInAs(id, chosenHere);
    } catch (error) {
      setProblem(error);
      setChosen(undefined);
    }
  };
  return (
    <div className={styles.units}>
      <ProblemBar problem={problem} />
      {[...Map.groupBy(people, ({ unit }) => unit)].map(([unit, members]) => (
        <section key={unit}>
          <h2 className={styles.unit}>{unitNames[unit] ? words(unitNames[unit]) : unit}</h2>
          <ul className={styles.list}>
            {members.map((person) => (
              <li key={person.id}>
                <Person person={person} isBusy={chosen !== undefined} onChoose={() => void enter(person.id)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface PersonProps {
  readonly person: DemoPerson;
  readonly isBusy: boolean;
  readonly onChoose: () => void;
}

function Person({ person: { name, title, role: stored, language }, isBusy, onChoose }: PersonProps) {
  const styles = useStyles();
  const roleName = useRoleName();
  const role = roleName(stored);
  return (
    <button type="button" className={styles.person} aria-disabled={isBusy} onClick={onChoose}>
      <span className={styles.name} lang={language}>
        {name}
      </span>
      <span className={styles.role}>
        {title === stored ? role : <RoleWithTitle title={title} role={role} language={language} />}
      </span>
    </button>
  );
}

function RoleWithTitle({ title, role, language }: Pick<DemoPerson, "title" | "role" | "language">) {
  return (
    <>
      <span lang={language}>{title}</span> · {role}
    </>
  );
}
