import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useWords } from "../language/use-words.ts";
import { DialogFrame } from "./dialog-frame.tsx";
import { useShortcutList } from "./shortcuts.tsx";

const useStyles = makeStyles({
  list: { display: "grid", gridTemplateColumns: "max-content 1fr", gap: "8px 24px", margin: 0, alignItems: "center" },
  keys: { display: "flex", gap: "4px", alignItems: "center", color: tokens.colorNeutralForeground3 },
  label: { margin: 0 },
  key: {
    minWidth: "24px",
    padding: "2px 6px",
    textAlign: "center",
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusSmall,
  },
});

/** The list of keys that work on this page. */
export function ShortcutDialog({ onClose }: { onClose: () => void }) {
  const styles = useStyles();
  const words = useWords();
  const shortcuts = useShortcutList();
  const grid = [
    { keys: "↑ ↓ ← →", label: words("keys.grid.move") },
    { keys: "Enter", label: words("keys.grid.open") },
    { keys: "Space", label: words("keys.grid.select") },
    { keys: "Shift+Space", label: words("keys.grid.selectRange") },
    { keys: "Ctrl+a", label: words("keys.grid.selectAll") },
  ];
  return (
    <DialogFrame
      title={words("keys.title")}
      onClose={onClose}
      actions={
        <Button appearance="primary" onClick={onClose}>
          {words("action.close")}
        </Button>
      }
    >
      <dl className={styles.list}>
        {[...shortcuts, ...grid].map(({ keys, label }) => (
          <div key={keys + label} style={{ display: "contents" }}>
            <dt className={styles.keys}>
              {keys.split(" ").map((key) => (
                <kbd key={key} className={styles.key}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd className={styles.label}>{label}</dd>
          </div>
        ))}
      </dl>
    </DialogFrame>
  );
}
