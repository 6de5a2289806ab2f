import { makeStyles, tokens } from "@fluentui/react-components";

/** What the pages of imports have in common. */
export const usePageStyles = makeStyles({
  page: {
    maxWidth: "1280px",
    padding: "20px 24px 48px",
    "@media (max-width: 639px)": { padding: "12px 12px 32px" },
  },
  head: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: "8px 16px",
    marginBottom: "16px",
  },
  title: {
    margin: 0,
    outlineStyle: "none",
    scrollMarginTop: "20px",
    minWidth: 0,
    overflowWrap: "anywhere",
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: "-0.01em",
  },
  card: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  padded: { padding: "20px 24px 24px", "@media (max-width: 639px)": { padding: "16px" } },
  heading: { margin: "0 0 4px", fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  hint: { margin: 0, color: tokens.colorNeutralForeground3, lineHeight: tokens.lineHeightBase300, maxWidth: "72ch" },
  /** The button that goes on stays in sight, however long the step is. */
  foot: {
    position: "sticky",
    bottom: 0,
    zIndex: 1,
    padding: "12px 24px",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: `0 0 ${tokens.borderRadiusLarge} ${tokens.borderRadiusLarge}`,
    backgroundColor: tokens.colorNeutralBackground1,
    "@media (max-width: 639px)": { padding: "12px 16px" },
  },
  actions: { display: "flex", flexWrap: "wrap", gap: "8px", marginTop: "20px" },
  stack: { display: "flex", flexDirection: "column", gap: "16px" },
});
