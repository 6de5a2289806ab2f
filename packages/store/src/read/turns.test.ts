import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

test("a user has so many things done at once; others do not wait with him", async () => {
  const turns = new Turns(2);
  const running: string[] = [];
  const endings: (() => void)[] = [];
  let most = 0;
  const start = (user: string) =>
    turns.run(user, async () => {
      running.push(user);
      most = Math.max(most, running.filter((each) => each === "greedy").length);
      await new Promise<void>((end) => endings.push(end));
      running.splice(running.indexOf(user), 1);
      return user;
    });
  const all = [...Array.from({ length: 5 }, () => start("greedy")), start("modest")];
  await Promise.resolve();
  expect(running).toEqual(["greedy", "greedy", "modest"]);
  for (let ended = 0; ended < all.length; ) {
    const end = endings.shift();
    if (end) ended++;
    end?.();
    await new Promise((soon) => setImmediate(soon));
  }
  expect(await Promise.all(all)).toEqual([...Array<string>(5).fill("greedy"), "modest"]);
  expect(most).toBe(2);
});

test("what fails gives its turn on", async () => {
  const turns = new Turns(1);
  const failing = turns.run("a", () => Promise.reject(new Error("no")));
  const next = turns.run("a", async () => "done");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("done");
});
