import {
  Button,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Overflow,
  OverflowItem,
  Toolbar,
  ToolbarButton,
  tokens,
  useIsOverflowItemVisible,
  useOverflowMenu,
} from "@fluentui/react-components";
import { type FluentIcon, MoreHorizontal20Regular } from "@fluentui/react-icons";
import { useWords } from "../language/use-words.ts";

export interface Command {
  readonly key: string;
  readonly label: string;
  readonly icon: FluentIcon;
  readonly run: () => void;
  readonly disabled?: boolean;
  /** The one that the page is for. */
  readonly primary?: boolean;
}

const useStyles = makeStyles({
  bar: { flexGrow: 1, minWidth: 0, padding: 0, gap: "2px", overflow: "hidden", flexWrap: "nowrap" },
  button: { flexShrink: 0, whiteSpace: "nowrap", minWidth: "auto", color: tokens.colorNeutralForeground2 },
  primary: { flexShrink: 0, whiteSpace: "nowrap", minWidth: "auto", marginRight: "6px" },
});

/** The commands of a page; those that find no room are behind "More". */
export function CommandBar({ commands, label }: { commands: readonly Command[]; label: string }) {
  const styles = useStyles();
  return (
    <Overflow minimumVisible={1} padding={8}>
      <Toolbar className={styles.bar} aria-label={label}>
        {commands.map((command, index) => (
          <OverflowItem key={command.key} id={command.key} priority={commands.length - index}>
            {command.primary ? (
              <Button
                appearance="primary"
                className={styles.primary}
                icon={<command.icon />}
                disabled={command.disabled ?? false}
                onClick={command.run}
              >
                {command.label}
              </Button>
            ) : (
              <ToolbarButton
                className={styles.button}
                icon={<command.icon />}
                disabled={command.disabled ?? false}
                onClick={command.run}
              >
                {command.label}
              </ToolbarButton>
            )}
          </OverflowItem>
        ))}
        <MoreMenu commands={commands} />
      </Toolbar>
    </Overflow>
  );
}

function MoreMenu({ commands }: { commands: readonly Command[] }) {
  const words = useWords();
  const { ref, isOverflowing } = useOverflowMenu<HTMLDivElement>();
  if (!isOverflowing) return null;
  return (
    <div ref={ref}>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton
            appearance="subtle"
            icon={<MoreHorizontal20Regular />}
            menuIcon={null}
            aria-label={words("action.more")}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {commands.map((command) => (
              <MoreItem key={command.key} command={command} />
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  );
}

function MoreItem({ command }: { command: Command }) {
  const isVisible = useIsOverflowItemVisible(command.key);
  if (isVisible) return null;
  return (
    <MenuItem icon={<command.icon />} disabled={command.disabled ?? false} onClick={command.run}>
      {command.label}
    </MenuItem>
  );
}
