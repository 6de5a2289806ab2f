import {
  Input,
  Menu,
  MenuButton,
  MenuDivider,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { Filter16Regular, Search16Regular } from "@fluentui/react-icons";
import { useSchema } from "../api/schema-provider.tsx";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { quickTables } from "./quick-activity.ts";
import type { TimelineFilter } from "./timeline-query.ts";

const useStyles = makeStyles({
  bar: {
    display: "flex",
    gap: "8px",
    paddingTop: "8px",
    marginTop: "8px",
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  search: { flex: "1 1 auto", minWidth: 0, "& input": { minWidth: 0 } },
  kinds: { flexShrink: 0, maxWidth: "50%" },
});

interface TimelineFilterBarProps {
  readonly filter: TimelineFilter;
  readonly onFilter: (filter: TimelineFilter) => void;
}

/** Search in titles and texts, and which kinds are shown. */
export function TimelineFilterBar({ filter, onFilter }: TimelineFilterBarProps) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const schema = useSchema();
  const kinds = [
    { kind: "annotation", name: words("timeline.notes") },
    ...quickTables.flatMap((kind) => {
      const table = schema.tables.get(kind);
      return table ? [{ kind, name: labels.tables(table) }] : [];
    }),
  ];
  const count = filter.kinds.length + (filter.openOnly ? 1 : 0);
  return (
    <div className={styles.bar}>
      <Input
        className={styles.search}
        size="small"
        type="search"
        appearance="filled-darker"
        contentBefore={<Search16Regular aria-hidden />}
        aria-label={words("timeline.search")}
        placeholder={words("timeline.search")}
        value={filter.text}
        onChange={(_, data) => onFilter({ ...filter, text: data.value })}
      />
      <Menu
        persistOnItemClick
        checkedValues={{ kinds: [...filter.kinds], open: filter.openOnly ? ["open"] : [] }}
        onCheckedValueChange={(_, { name, checkedItems }) =>
          onFilter(
            name === "kinds" ? { ...filter, kinds: checkedItems } : { ...filter, openOnly: checkedItems.length > 0 },
          )
        }
      >
        <MenuTrigger disableButtonEnhancement>
          <MenuButton className={styles.kinds} size="small" appearance="subtle" icon={<Filter16Regular />}>
            {count === 0 ? words("timeline.all") : words("timeline.some", { count })}
          </MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {kinds.map(({ kind, name }) => (
              <MenuItemCheckbox key={kind} name="kinds" value={kind}>
                {name}
              </MenuItemCheckbox>
            ))}
            <MenuDivider />
            <MenuItemCheckbox name="open" value="open">
              {words("timeline.openOnly")}
            </MenuItemCheckbox>
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  );
}
