import {
  Menu,
  MenuButton,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import type { View } from "@leadwright/schema";
import { useLanguage } from "../language/language-provider.tsx";

const useStyles = makeStyles({
  title: { margin: 0, minWidth: 0, display: "flex" },
  button: {
    minWidth: 0,
    padding: "0 8px",
    marginLeft: "-8px",
    textAlign: "start",
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: "-0.01em",
    color: tokens.colorNeutralForeground1,
    "@media (max-width: 639px)": { fontSize: tokens.fontSizeBase400 },
  },
});

interface ViewMenuProps {
  readonly views: readonly View[];
  readonly view: View;
  readonly onChoose: (view: View) => void;
}

/** The page's title is the view; a press offers the others. */
export function ViewMenu({ views, view, onChoose }: ViewMenuProps) {
  const styles = useStyles();
  const { language } = useLanguage();
  return (
    <h1 className={styles.title}>
      <Menu
        checkedValues={{ view: [view.id] }}
        onCheckedValueChange={(_, { checkedItems: [id] }) => {
          const chosen = views.find((each) => each.id === id);
          if (chosen) onChoose(chosen);
        }}
      >
        <MenuTrigger disableButtonEnhancement>
          <MenuButton appearance="subtle" className={styles.button}>
            {view.name[language]}
          </MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {views.map((each) => (
              <MenuItemRadio key={each.id} name="view" value={each.id}>
                {each.name[language]}
              </MenuItemRadio>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </h1>
  );
}
