import {
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  ProgressBar,
  tokens,
} from "@fluentui/react-components";
import { type Backup, isUnderWay, lastEnded } from "../api/backups.ts";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";

const useStyles = makeStyles({
  text: { margin: "0 0 8px", color: tokens.colorNeutralForeground2, fontVariantNumeric: "tabular-nums" },
});

/** How far the one under way is, and how the last one ended. */
export function BackupState({ backups }: { backups: readonly Backup[] }) {
  const words = useWords();
  const format = useFormat();
  const running = backups.find(isUnderWay);
  const last = lastEnded(backups);
  if (running !== undefined) return <Running backup={running} />;
  if (last === undefined) return null;
  const moment = format.moment(last.finishedAt ?? last.requestedAt);
  if (last.state === "done") {
    return (
      <MessageBar intent="success">
        <MessageBarBody>{words("settings.backupLastDone", { moment })}</MessageBarBody>
      </MessageBar>
    );
  }
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{words("settings.backupLastFailed", { moment })}</MessageBarTitle>
        {last.problem}
      </MessageBarBody>
    </MessageBar>
  );
}

function Running({ backup }: { backup: Backup }) {
  const styles = useStyles();
  const words = useWords();
  const waits = backup.state === "waiting";
  return (
    <div>
      <p className={styles.text} role="status">
        {words(waits ? "settings.backupWaiting" : "settings.backupRunning", { share: backup.share })}
      </p>
      <ProgressBar
        thickness="large"
        aria-label={words("settings.backupProgress")}
        {...(!waits && { value: backup.share })}
      />
    </div>
  );
}
