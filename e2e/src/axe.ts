import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** No fault against WCAG 2.2 AA on the page as it stands, light and dark; a failure lists rule, place and why. */
export async function expectAccessible(page: Page): Promise<void> {
  const found: Record<string, string[]> = {};
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    found[colorScheme] = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")} (${node.failureSummary?.split("\n").at(1)?.trim()})`),
    );
  }
  expect.soft(found, `accessibility of ${page.url()}`).toEqual({ light: [], dark: [] });
}
