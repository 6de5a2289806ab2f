import { Button } from "@fluentui/react-components";
import { ArchiveArrowBack24Regular } from "@fluentui/react-icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { backUpNow, backupsQuery, isUnderWay } from "../api/backups.ts";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { StatePage } from "../shell/state-page.tsx";
import { useToasts } from "../shell/toasts.tsx";
import { BackupForm } from "./backup-form.tsx";
import { BackupList } from "./backup-list.tsx";
import { BackupState } from "./backup-state.tsx";
import { Loaded } from "./loaded.tsx";
import { SectionCard } from "./section-card.tsx";
import { useFormStyles } from "./use-form-styles.ts";

/** Backups: how the last one went, one now, those there are, and when they are made by themselves. */
export function BackupsSection() {
  const styles = useFormStyles();
  const words = useWords();
  const format = useFormat();
  const query = useQuery(backupsQuery);
  const backups = query.data?.backups ?? [];
  const next = query.data?.next;
  return (
    <div className={styles.cards}>
      <SectionCard
        title={words("settings.backups")}
        text={words("settings.backupsText")}
        action={<BackUpNow busy={backups.some(isUnderWay)} />}
      >
        <Loaded query={query}>
          {() => (
            <>
              <BackupState backups={backups} />
              {backups.length === 0 ? (
                <StatePage icon={ArchiveArrowBack24Regular} title={words("settings.backupsNone")} />
              ) : (
                <BackupList backups={backups} />
              )}
            </>
          )}
        </Loaded>
      </SectionCard>
      <SectionCard
        title={words("settings.backupSchedule")}
        text={next ? words("settings.backupNext", { moment: format.moment(next) }) : words("settings.backupOff")}
      >
        <Loaded query={query}>{({ settings }) => <BackupForm settings={settings} />}</Loaded>
      </SectionCard>
    </div>
  );
}

function BackUpNow({ busy }: { busy: boolean }) {
  const words = useWords();
  const toasts = useToasts();
  const client = useQueryClient();
  const start = async () => {
    try {
      await backUpNow();
    } catch (error) {
      toasts.failed(error);
    }
    await client.invalidateQueries(backupsQuery);
  };
  return (
    <Button appearance="primary" disabledFocusable={busy} onClick={() => void start()}>
      {words("settings.backupNow")}
    </Button>
  );
}
