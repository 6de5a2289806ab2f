import { makeStyles, tokens } from "@fluentui/react-components";
import { ArrowDownload20Regular, CheckmarkCircle16Filled, DismissCircle16Filled } from "@fluentui/react-icons";
import { type Backup, backupFile, isUnderWay } from "../api/backups.ts";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { PlainTable } from "../shell/plain-table.tsx";
import { useFileSize } from "../timeline/use-file-size.ts";

const useStyles = makeStyles({
  state: { display: "inline-flex", alignItems: "center", gap: "6px" },
  done: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
  failed: { color: tokens.colorStatusDangerForeground1, flexShrink: 0 },
  name: { display: "block", minWidth: "min(220px, 100%)", overflowWrap: "anywhere" },
  place: {
    display: "block",
    minWidth: "min(220px, 100%)",
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: "anywhere",
  },
  moment: { whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" },
  download: {
    display: "inline-flex",
    alignItems: "center",
    gap: "4px",
    minHeight: "32px",
    color: tokens.colorBrandForegroundLink,
  },
});

/** Those that were made or failed, the newest first. */
export function BackupList({ backups }: { backups: readonly Backup[] }) {
  const styles = useStyles();
  const words = useWords();
  const format = useFormat();
  const fileSize = useFileSize();
  return (
    <PlainTable
      inset
      label={words("settings.backups")}
      columns={[
        { key: "when", heading: words("settings.backupWhen") },
        { key: "state", heading: words("settings.backupState") },
        { key: "size", heading: words("settings.backupSize") },
        { key: "file", heading: words("settings.backupFile") },
        { key: "buttons", heading: "" },
      ]}
      rows={backups
        .filter((backup) => !isUnderWay(backup))
        .map((backup) => ({
          key: backup.id,
          cells: [
            <span key="when" className={styles.moment}>
              {format.moment(backup.requestedAt)}
            </span>,
            <State key="state" backup={backup} />,
            backup.size === null ? (
              ""
            ) : (
              <span key="size" className={styles.moment}>
                {fileSize(backup.size)}
              </span>
            ),
            <File key="file" backup={backup} />,
            backup.available && (
              <a
                key="download"
                className={styles.download}
                href={backupFile(backup)}
                download
                aria-label={words("settings.backupDownloadName", { name: backup.name ?? "" })}
              >
                <ArrowDownload20Regular />
                {words("settings.backupDownload")}
              </a>
            ),
          ],
        }))}
    />
  );
}

function State({ backup }: { backup: Backup }) {
  const styles = useStyles();
  const words = useWords();
  return backup.state === "done" ? (
    <span className={styles.state}>
      <CheckmarkCircle16Filled className={styles.done} />
      {words("settings.backupVerified")}
    </span>
  ) : (
    <span className={styles.state}>
      <DismissCircle16Filled className={styles.failed} />
      {words("settings.backupFailed")}
    </span>
  );
}

/** Its name and where it lies; of one that failed, why. */
function File({ backup }: { backup: Backup }) {
  const styles = useStyles();
  const words = useWords();
  if (backup.state === "failed") return <span className={styles.place}>{backup.problem}</span>;
  const folder = (backup.path ?? "").slice(0, -(backup.name ?? "").length - 1);
  return (
    <>
      <span className={styles.name}>{backup.name}</span>
      <span className={styles.place}>
        {backup.available ? folder : words("settings.backupElsewhere", { host: backup.host ?? "", folder })}
      </span>
    </>
  );
}
