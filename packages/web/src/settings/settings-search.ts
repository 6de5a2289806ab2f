export const personalSections = ["preferences", "password", "tokens"] as const;
export const administratorSections = ["organisation", "people", "columns", "backups"] as const;

export type SettingsSection = (typeof personalSections)[number] | (typeof administratorSections)[number];

export interface SettingsSearch {
  readonly section?: SettingsSection;
}

/** An unknown section in the address is left out. */
export function readSettingsSearch(search: Record<string, unknown>): SettingsSearch {
  const section = [...personalSections, ...administratorSections].find((each) => each === search.section);
  return section ? { section } : {};
}
