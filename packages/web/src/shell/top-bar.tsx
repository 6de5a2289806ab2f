import {
  Button,
  Menu,
  MenuButton,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Tooltip,
  tokens,
} from "@fluentui/react-components";
import { Add20Regular, QuestionCircle20Regular, SignOut20Regular } from "@fluentui/react-icons";
import type { Language } from "@leadwright/schema";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useSchema } from "../api/schema-provider.tsx";
import { useMay, useSession, useSignIn } from "../api/session.ts";
import { DemoMark } from "../demo/demo-mark.tsx";
import { useLabels, useLanguage } from "../language/language-provider.tsx";
import { languageNames, languages } from "../language/load.ts";
import { useWords } from "../language/use-words.ts";
import { type Appearance, useAppearance } from "../theme/appearance.tsx";
import { phone, useMedia } from "../theme/media.ts";
import { creatableTables, iconOf, pathOf } from "./places.ts";
import { useToasts } from "./toasts.tsx";
import { usePlaces } from "./use-places.ts";

const SearchBox = lazy(() => import("./search-box.tsx").then((file) => ({ default: file.SearchBox })));

const useStyles = makeStyles({
  bar: {
    gridArea: "top",
    display: "flex",
    alignItems: "center",
    gap: "8px",
    height: "52px",
    padding: "0 12px 0 16px",
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  home: {
    display: "flex",
    alignItems: "center",
    gap: "10px",
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    textDecorationLine: "none",
    borderRadius: tokens.borderRadiusMedium,
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "2px" },
  },
  initials: {
    display: "grid",
    placeItems: "center",
    width: "28px",
    height: "28px",
    borderRadius: "50%",
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForegroundOnBrand,
    backgroundColor: tokens.colorBrandBackground,
  },
  // Part of the name, but not seen.
  heard: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
  search: { flex: "1 1 auto", display: "flex", justifyContent: "center", minWidth: 0 },
});

/** Top bar: the product, the search, + New, help and the user's own menu. */
export function TopBar({ onHelp }: { onHelp: () => void }) {
  const styles = useStyles();
  const words = useWords();
  const isPhone = useMedia(phone);
  return (
    <header className={styles.bar}>
      <Link to="/" className={styles.home} aria-label={words("app.name")}>
        <img src="/icon.svg" alt="" width={28} height={28} />
        {!isPhone && <span aria-hidden>{words("app.name")}</span>}
      </Link>
      <DemoMark />
      <div className={styles.search}>
        <Suspense>
          <SearchBox />
        </Suspense>
      </div>
      <NewMenu iconOnly={isPhone} />
      {!isPhone && (
        <Tooltip content={words("shell.help")} relationship="label">
          <Button appearance="subtle" icon={<QuestionCircle20Regular />} onClick={onHelp} />
        </Tooltip>
      )}
      <UserMenu />
    </header>
  );
}

function NewMenu({ iconOnly }: { iconOnly: boolean }) {
  const words = useWords();
  const labels = useLabels();
  const schema = useSchema();
  const may = useMay();
  const navigate = useNavigate();
  const tables = creatableTables
    .flatMap((name) => schema.tables.get(name) ?? [])
    .filter((table) => may("create", table.name));
  if (tables.length === 0) return null;
  return (
    <Menu positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        <MenuButton icon={<Add20Regular />} aria-label={words("shell.new")} {...(iconOnly && { menuIcon: null })}>
          {iconOnly ? null : words("shell.new")}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {tables.map((table) => {
            const Icon = iconOf(table.name);
            const list = pathOf(table.name) ?? "";
            return (
              <MenuItem
                key={table.name}
                icon={<Icon />}
                onClick={() => navigate({ to: "/$list/new", params: { list } })}
              >
                {labels.table(table)}
              </MenuItem>
            );
          })}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** First letters of the first and the last word. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toLocaleUpperCase();
}

const appearances: readonly Appearance[] = ["system", "light", "dark"];

function UserMenu() {
  const styles = useStyles();
  const words = useWords();
  const navigate = useNavigate();
  const { user } = useSession();
  const { language, setLanguage } = useLanguage();
  const { appearance, setAppearance } = useAppearance();
  const { signOut, signOutEverywhere } = useSignIn();
  const toasts = useToasts();
  const places = usePlaces().flatMap((group) => (group.everyday ? [] : group.places));
  const attempt = (work: () => Promise<void>) => () => void work().catch(toasts.failed);
  return (
    <Menu
      positioning="below-end"
      checkedValues={{ language: [language], appearance: [appearance] }}
      onCheckedValueChange={(_, { name, checkedItems: [choice] }) => {
        if (name === "appearance") setAppearance(choice as Appearance);
        else setLanguage(choice as Language).catch(toasts.failed);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="transparent" style={{ minWidth: 0, padding: 4 }}>
          <span className={styles.heard}>{words("shell.account", { name: user.name })} </span>
          <span className={styles.initials}>{initials(user.name)}</span>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{user.name}</MenuGroupHeader>
            {places.map((place) => (
              <MenuItem key={place.to} icon={<place.icon />} onClick={() => navigate({ to: place.to })}>
                {place.label}
              </MenuItem>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{words("shell.language")}</MenuGroupHeader>
            {languages.map((each) => (
              <MenuItemRadio key={each} name="language" value={each}>
                <span lang={each}>{languageNames[each]}</span>
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{words("shell.appearance")}</MenuGroupHeader>
            {appearances.map((each) => (
              <MenuItemRadio key={each} name="appearance" value={each}>
                {words(`shell.appearance.${each}`)}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItem icon={<SignOut20Regular />} onClick={attempt(signOut)}>
            {words("shell.signOut")}
          </MenuItem>
          <MenuItem icon={<SignOut20Regular />} onClick={attempt(signOutEverywhere)}>
            {words("shell.signOutEverywhere")}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
