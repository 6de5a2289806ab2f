import { makeStyles, mergeClasses, Tooltip, tokens } from "@fluentui/react-components";
import { PanelLeftContract20Regular, PanelLeftExpand20Regular } from "@fluentui/react-icons";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../language/use-words.ts";
import { usePlaces } from "./use-places.ts";

const useStyles = makeStyles({
  nav: {
    gridArea: "nav",
    display: "flex",
    flexDirection: "column",
    padding: "8px",
    overflowY: "auto",
    backgroundColor: tokens.colorNeutralBackground3,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  list: { listStyleType: "none", margin: 0, padding: 0 },
  title: {
    margin: "16px 12px 4px",
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
  },
  rule: { height: "1px", margin: "8px", border: 0, backgroundColor: tokens.colorNeutralStroke2 },
  link: {
    display: "flex",
    alignItems: "center",
    gap: "12px",
    minHeight: "36px",
    padding: "0 10px",
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase300,
    textDecorationLine: "none",
    whiteSpace: "nowrap",
    cursor: "pointer",
    border: 0,
    width: "100%",
    backgroundColor: "transparent",
    fontFamily: "inherit",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground1 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
    '&[aria-current="page"]': {
      backgroundColor: tokens.colorSubtleBackgroundSelected,
      color: tokens.colorBrandForeground1,
      fontWeight: tokens.fontWeightSemibold,
    },
    '&[aria-current="page"]::before': {
      content: '""',
      width: "3px",
      height: "16px",
      marginLeft: "-10px",
      marginRight: "-5px",
      borderRadius: "2px",
      backgroundColor: tokens.colorBrandForeground1,
    },
  },
  name: { overflow: "hidden", textOverflow: "ellipsis" },
  icon: { flexShrink: 0 },
  icons: { justifyContent: "center", padding: 0 },
  spacer: { flexGrow: 1, minHeight: "16px" },
  bar: {
    gridArea: "nav",
    display: "flex",
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingBottom: "env(safe-area-inset-bottom)",
  },
  tab: {
    flex: "1 1 0",
    minWidth: 0,
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    justifyContent: "center",
    gap: "2px",
    height: "56px",
    padding: "0 2px",
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase100,
    textDecorationLine: "none",
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
    // Bold would not find room for the longer names.
    '&[aria-current="page"]': {
      color: tokens.colorBrandForeground1,
      boxShadow: `inset 0 3px 0 ${tokens.colorBrandForeground1}`,
    },
  },
  // Two lines for the longer names.
  tabText: {
    maxWidth: "100%",
    maxHeight: "24px",
    overflow: "hidden",
    lineHeight: "12px",
    textAlign: "center",
    overflowWrap: "anywhere",
  },
});

/** The site map on the left: names, or icons with names on hover. */
export function SiteMap({ compact, onToggle }: { compact: boolean; onToggle: () => void }) {
  const styles = useStyles();
  const words = useWords();
  const groups = usePlaces();
  const toggle = words(compact ? "shell.expand" : "shell.collapse");
  return (
    <nav className={styles.nav} aria-label={words("shell.siteMap")}>
      {groups.map((group, index) => (
        <div key={group.title}>
          {compact ? (
            index > 0 && <hr className={styles.rule} />
          ) : (
            <div className={styles.title}>{words(group.title)}</div>
          )}
          <ul className={styles.list} aria-label={words(group.title)}>
            {group.places.map((place) => (
              <li key={place.to}>
                <Named compact={compact} name={place.label}>
                  <Link to={place.to} className={mergeClasses(styles.link, compact && styles.icons)}>
                    <place.icon className={styles.icon} aria-hidden />
                    {!compact && <span className={styles.name}>{place.label}</span>}
                  </Link>
                </Named>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <div className={styles.spacer} />
      <Named compact={compact} name={toggle}>
        <button type="button" className={mergeClasses(styles.link, compact && styles.icons)} onClick={onToggle}>
          {compact ? (
            <PanelLeftExpand20Regular aria-hidden />
          ) : (
            <PanelLeftContract20Regular className={styles.icon} aria-hidden />
          )}
          {!compact && <span className={styles.name}>{toggle}</span>}
        </button>
      </Named>
    </nav>
  );
}

function Named({ compact, name, children }: { compact: boolean; name: string; children: React.ReactElement }) {
  if (!compact) return children;
  return (
    <Tooltip content={name} relationship="label" positioning="after">
      {children}
    </Tooltip>
  );
}

/** The places of everyday work as a bar at the bottom of a phone; the account menu has the others. */
export function BottomBar() {
  const styles = useStyles();
  const words = useWords();
  const places = usePlaces().flatMap((group) => (group.everyday ? group.places : []));
  return (
    <nav className={styles.bar} aria-label={words("shell.siteMap")}>
      {places.map(
        (place): ReactNode => (
          <Link key={place.to} to={place.to} className={styles.tab}>
            <place.icon aria-hidden />
            <span className={styles.tabText}>{place.label}</span>
          </Link>
        ),
      )}
    </nav>
  );
}
