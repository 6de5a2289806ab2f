import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** On the database of a data folder, or about what is above the database: a run on a server by URL has nothing to add to them. */
const onDataFolders = [
  "packages/store/src/postgres/embedded.test.ts",
  "packages/server/src/commands/**",
  "packages/server/src/imports/kill.test.ts",
  "packages/server/src/testing/crash/**",
  "packages/server/src/testing/fuzz/**",
  "packages/sales/src/demo/**",
];
/** Minutes each: begun last, they would run on alone while a core has nothing to do. */
const longest = ["/testing/crash/crash.test.ts", "/imports/kill.test.ts", "/commands/commands.test.ts"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((end) => moduleId.endsWith(end));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

const byUrl = Boolean(process.env.DATABASE_URL);

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { name: "pure", include: ["packages/{schema,query}/**/*.test.ts"] } },
      {
        test: {
          name: "database",
          include: ["packages/{store,sales,server}/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...(byUrl ? onDataFolders : [])],
          globalSetup: ["packages/store/src/testing/global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // Two cores, and one for the longest, which wait more than they work; more only queue behind the one PostgreSQL.
          maxWorkers: byUrl ? 2 : 3,
        },
      },
      { test: { name: "web", environment: "happy-dom", include: ["packages/web/src/**/*.test.{ts,tsx}"] } },
    ],
  },
});
