import { ArrowUpload20Regular, BinRecycle20Regular, type FluentIcon, Settings20Regular } from "@fluentui/react-icons";
import { useSchema } from "../api/schema-provider.tsx";
import { useMay } from "../api/session.ts";
import { useLabels } from "../language/language-provider.tsx";
import type { MessageId } from "../language/load.ts";
import { useWords } from "../language/use-words.ts";
import { iconOf, pathOf } from "./places.ts";

interface Place {
  readonly to: string;
  readonly label: string;
  readonly icon: FluentIcon;
}

interface PlaceGroup {
  readonly title: MessageId;
  /** In sight on a phone too. */
  readonly everyday: boolean;
  readonly places: readonly Place[];
}

/** The places this user may see, in groups. */
export function usePlaces(): readonly PlaceGroup[] {
  const schema = useSchema();
  const labels = useLabels();
  const words = useWords();
  const may = useMay();
  const list = (name: string): Place[] => {
    const table = schema.tables.get(name);
    if (!table || !may("read", name)) return [];
    const label = name === "activitypointer" ? words("shell.activities") : labels.tables(table);
    return [{ to: `/${pathOf(name)}`, label, icon: iconOf(name) }];
  };
  const groups: PlaceGroup[] = [
    { title: "shell.group.work", everyday: true, places: list("activitypointer") },
    { title: "shell.group.customers", everyday: true, places: [...list("account"), ...list("contact")] },
    { title: "shell.group.sales", everyday: true, places: [...list("lead"), ...list("opportunity")] },
    {
      title: "shell.group.data",
      everyday: false,
      places: [
        ...(may("read", "importfile")
          ? [{ to: "/imports", label: words("shell.imports"), icon: ArrowUpload20Regular }]
          : []),
        { to: "/bin", label: words("bin.title"), icon: BinRecycle20Regular },
        { to: "/settings", label: words("shell.settings"), icon: Settings20Regular },
      ],
    },
  ];
  return groups.filter((group) => group.places.length > 0);
}
