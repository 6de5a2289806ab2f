import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { test: { name: "pure", include: ["packages/{schema,query}/**/*.test.ts"] } },
      {
        test: {
          name: "database",
          include: ["packages/{store,sales,server}/**/*.test.ts"],
          globalSetup: ["packages/store/src/testing/global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // Two cores: more workers only queue behind the one PostgreSQL.
          maxWorkers: 2,
        },
      },
      { test: { name: "web", environment: "happy-dom", include: ["packages/web/src/**/*.test.{ts,tsx}"] } },
    ],
  },
});
