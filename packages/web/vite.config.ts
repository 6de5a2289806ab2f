import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

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

/** Beside each file its compressed twins, which the server sends as they are: compressed once, and as small as can be. */
function precompressed(): Plugin {
  return {
    name: "precompressed",
    apply: "build",
    async writeBundle({ dir = "dist" }) {
      const files = await readdir(dir, { recursive: true });
      await Promise.all(
        files.filter((file) => /\.(js|css|svg|html)$/.test(file)).map((file) => compress(join(dir, file))),
      );
    },
  };
}

async function compress(path: string): Promise<void> {
  const content = await readFile(path);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(content, quality));
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
}

export default defineConfig({
  plugins: [react(), precompressed()],
  build: {
    outDir: "dist",
    target: "es2023",
    // The standard tables are one file of 600 kB (60 compressed), fetched beside the first page.
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups: vendors } } },
  },
  // `npx vite` beside a running server, for work on the screens.
  server: { proxy: Object.fromEntries(["/api", "/auth", "/backups"].map((path) => [path, "http://127.0.0.1:4180"])) },
});
