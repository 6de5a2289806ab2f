import { Link as FluentLink, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useSchema } from "../api/schema-provider.tsx";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { narrow, phone, useMedia } from "../theme/media.ts";
import { BackupNotice } from "./backup-notice.tsx";
import { useShortcut } from "./shortcuts.tsx";
import { BottomBar, SiteMap } from "./site-map.tsx";
import { TopBar } from "./top-bar.tsx";

const ShortcutDialog = lazy(() => import("./shortcut-dialog.tsx").then((file) => ({ default: file.ShortcutDialog })));

const useStyles = makeStyles({
  frame: {
    height: "100dvh",
    display: "grid",
    gridTemplateRows: "auto minmax(0, 1fr)",
    gridTemplateAreas: '"top top" "nav page"',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
  wide: { gridTemplateColumns: "256px minmax(0, 1fr)" },
  icons: { gridTemplateColumns: "56px minmax(0, 1fr)" },
  phone: {
    gridTemplateColumns: "minmax(0, 1fr)",
    gridTemplateRows: "auto minmax(0, 1fr) auto",
    gridTemplateAreas: '"top" "page" "nav"',
  },
  column: { gridArea: "page", minWidth: 0, minHeight: 0, display: "flex", flexDirection: "column" },
  page: {
    flexGrow: 1,
    minHeight: 0,
    overflow: "auto",
    // The skip link lands here; the ring would frame the whole page.
    outlineStyle: "none",
  },
  skip: {
    position: "absolute",
    zIndex: 10,
    left: "8px",
    top: "-48px",
    padding: "8px 12px",
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow8,
    borderRadius: tokens.borderRadiusMedium,
    ":focus": { top: "8px" },
  },
});

/** Everything around the page: top bar, site map, keys that work everywhere. */
export function Shell({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const words = useWords();
  const isPhone = useMedia(phone);
  const isNarrow = useMedia(narrow);
  const [compactWhenWide, setCompactWhenWide] = useState(false);
  const [openWhenNarrow, setOpenWhenNarrow] = useState(false);
  const [help, setHelp] = useState(false);
  useShortcut("?", words("keys.help"), () => setHelp(true));

  const compact = isNarrow ? !openWhenNarrow : compactWhenWide;
  const toggle = () => (isNarrow ? setOpenWhenNarrow(compact) : setCompactWhenWide(!compact));
  return (
    <div className={mergeClasses(styles.frame, isPhone ? styles.phone : compact ? styles.icons : styles.wide)}>
      <GoKeys />
      <FluentLink className={styles.skip} href="#page">
        {words("shell.skip")}
      </FluentLink>
      <TopBar onHelp={() => setHelp(true)} />
      {!isPhone && <SiteMap compact={compact} onToggle={toggle} />}
      <div className={styles.column}>
        <BackupNotice />
        <main id="page" className={styles.page} tabIndex={-1}>
          {children}
        </main>
      </div>
      {isPhone && <BottomBar />}
      <Suspense>{help && <ShortcutDialog onClose={() => setHelp(false)} />}</Suspense>
    </div>
  );
}

const goKeys = { lead: "g l", account: "g a", contact: "g c", opportunity: "g o" };

function GoKeys() {
  return Object.entries(goKeys).map(([table, keys]) => <GoKey key={table} table={table} keys={keys} />);
}

function GoKey({ table, keys }: { table: string; keys: string }) {
  const words = useWords();
  const labels = useLabels();
  const schema = useSchema();
  const navigate = useNavigate();
  const found = schema.tables.get(table);
  const place = found ? labels.tables(found) : table;
  useShortcut(
    keys,
    words("keys.go", { place }),
    () => void navigate({ to: "/$list", params: { list: found?.entitySet ?? "" } }),
  );
  return null;
}
