import { expect, it } from "vitest";
import { assertSetUpCode, createSetUpCode } from "./set-up-code.ts";

it("asks nothing of visitors from this computer", () => {
  for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) {
    expect(() => assertSetUpCode(createSetUpCode(), undefined, address)).not.toThrow();
  }
});

it("asks visitors from elsewhere for the code", () => {
  const code = createSetUpCode();
  for (const given of [undefined, "", "x", `${code}x`, createSetUpCode()]) {
    expect(() => assertSetUpCode(code, given, "192.0.2.7")).toThrow(/code/);
  }
  expect(() => assertSetUpCode(code, code, "192.0.2.7")).not.toThrow();
  expect(() => assertSetUpCode(code, undefined, "::ffff:192.0.2.7")).toThrow(/code/);
});
