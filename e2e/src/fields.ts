import type { Locator, Page } from "@playwright/test";
import { escaped } from "./language.ts";

/** The field with exactly this label, whether or not it must be filled in. */
export function field(within: Page | Locator, label: string): Locator {
  const labelled = within.getByLabel(new RegExp(`^${escaped(label)}\\s*\\*?$`));
  // A section may have the name of its only field.
  return labelled.and(within.locator("input, textarea, select, button"));
}

/** A message in the corner that says this. */
export function toast(page: Page, text: string | RegExp): Locator {
  return page.getByRole("listitem").filter({ has: page.getByText(text) });
}

/** A command of the page, by its label. */
export function command(page: Page, label: string): Locator {
  return page.getByRole("toolbar").getByRole("button", { name: label, exact: true });
}
