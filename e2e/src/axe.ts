import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** No fault against WCAG 2.2 AA on the page as it stands, light and dark, which differ in contrast only; a failure lists rule, place and why. */
export async function expectAccessible(page: Page): Promise<void> {
  const found: Record<string, string[]> = {};
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toHaveCSS("color-scheme", colorScheme);
    // The colours follow in a transition of a moment.
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    // No page of ours has frames, so axe needs no page of its own to put their results together ("legacy").
    // Fluent's focus sentinels are left out: nobody rests on them, they pass the focus on.
    const axe = new AxeBuilder({ page }).exclude("[data-tabster-dummy]").setLegacyMode();
    if (colorScheme === "dark") axe.withRules("color-contrast");
    else axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
    const { violations } = await axe.analyze();
    found[colorScheme] = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")} (${node.failureSummary?.split("\n").at(1)?.trim()})`),
    );
  }
  expect.soft(found, `accessibility of ${page.url()}`).toEqual({ light: [], dark: [] });
}
