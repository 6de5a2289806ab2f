import { chmod, cp, lstat, mkdtemp, readFile, rm, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPackage, prepareBinaries } from "./binaries.ts";

const isRoot = process.getuid?.() === 0;
const nobody = isRoot ? { uid: 65534, gid: 65534 } : undefined;

describe.runIf(process.platform !== "win32")("PostgreSQL's programs", () => {
  const version = "0.0.0-test";
  let root: string;
  let places: string[];

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "leadwright-binaries-"));
    root = join(folder, "package");
    await cp((await findPackage()).root, root, { recursive: true, verbatimSymlinks: true });
    for (const { target } of JSON.parse(await readFile(join(root, "native", "pg-symlinks.json"), "utf8"))) {
      await unlink(join(root, target));
    }
    places = [
      folder,
      join("/var/cache", `leadwright-postgresql-${version}`),
      join(tmpdir(), `leadwright-postgresql-${version}`),
    ];
  });
  afterAll(async () => {
    for (const place of places) {
      await rm(place, { recursive: true, force: true });
    }
  });

  it.runIf(isRoot)("are copied to where the unprivileged user may go", async () => {
    const bin = await prepareBinaries({ root, version }, join(root, "data"), nobody);
    expect(bin.startsWith(root)).toBe(false);
    expect((await lstat(join(bin, ".."))).mode & 0o022).toBe(0);
    expect(await prepareBinaries({ root, version }, join(root, "data"), nobody)).toBe(bin);
  });

  it("get the links that npm did not make", async () => {
    await chmod(dirname(root), 0o755);
    expect(await prepareBinaries({ root, version }, join(root, "data"), nobody)).toBe(join(root, "native", "bin"));
  });
});
