import { Link, MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { backupsQuery, lastEnded } from "../api/backups.ts";
import { useSession } from "../api/session.ts";
import { useWords } from "../language/use-words.ts";

const useStyles = makeStyles({
  place: { flexShrink: 0, padding: "8px 24px 0", "@media (max-width: 639px)": { padding: "8px 12px 0" } },
});

/** Tells administrators, wherever they are, that the last backup failed: nobody looks at settings of his own accord. */
export function BackupNotice() {
  const { user } = useSession();
  return user.administrator ? <FailedBackup /> : null;
}

function FailedBackup() {
  const styles = useStyles();
  const words = useWords();
  const navigate = useNavigate();
  const { data } = useQuery(backupsQuery);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const last = lastEnded(data?.backups ?? []);
  // The settings say it themselves.
  if (last?.state !== "failed" || path === "/settings") return null;
  return (
    <section aria-label={words("shell.backupFailed")} className={styles.place}>
      <MessageBar intent="error" layout="multiline" role="status">
        <MessageBarBody>
          <MessageBarTitle>{words("shell.backupFailed")}</MessageBarTitle>
          {last.problem}{" "}
          <Link as="button" onClick={() => void navigate({ to: "/settings", search: { section: "backups" } })}>
            {words("shell.backupSettings")}
          </Link>
        </MessageBarBody>
      </MessageBar>
    </section>
  );
}
