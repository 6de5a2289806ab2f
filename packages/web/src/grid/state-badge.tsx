import { Badge } from "@fluentui/react-components";

type Colour = "brand" | "success" | "warning" | "subtle" | "informative";

/** Meaning of each state: under way, done well, done with. The words are in the badge; colour only helps the eye. */
const colours: Readonly<Record<string, readonly Colour[]>> = {
  lead: ["brand", "success", "subtle"],
  opportunity: ["brand", "success", "subtle"],
  account: ["success", "subtle"],
  contact: ["success", "subtle"],
};
const activityColours: readonly Colour[] = ["brand", "success", "subtle", "warning"];

interface StateBadgeProps {
  readonly table: { readonly name: string; readonly activity: boolean };
  /** Value of statecode that decides the colour. */
  readonly state: unknown;
  readonly text: string;
}

/** A state or status reason in words, tinted by what it means. */
export function StateBadge({ table, state, text }: StateBadgeProps) {
  const known = table.activity ? activityColours : colours[table.name];
  const colour = known?.[Number(state)] ?? "informative";
  return (
    <Badge appearance="tint" color={colour} shape="rounded" style={{ maxWidth: "100%", whiteSpace: "nowrap" }}>
      {text}
    </Badge>
  );
}
