import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Libraries that change seldom keep their own files, so a new version of the app leaves them in the browser's cache. */
const vendors = [
  { name: "react", test: /node_modules\/(react|react-dom|scheduler)\// },
  {
    name: "fluent-core",
    test: /node_modules\/(@griffel|@fluentui\/(react-(theme|provider|shared-contexts|utilities|jsx-runtime|tabster)|tokens)|tabster|keyborg|stylis)\//,
  },
  { name: "tanstack", test: /node_modules\/@tanstack\// },
  { name: "intl", test: /node_modules\/(react-intl|intl-messageformat|@formatjs)\// },
  {
    name: "schema",
    test: /packages\/schema\/(data\/(tables|relationships|index)|src\/(build-schema|navigations|standard))/,
  },
];

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "dist",
    target: "es2023",
    // The standard tables are one file of 600 kB (60 compressed), fetched beside the first page.
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups: vendors } } },
  },
  // `npx vite` beside a running server, for work on the screens.
  server: { proxy: { "/api": "http://127.0.0.1:4180", "/auth": "http://127.0.0.1:4180" } },
});
