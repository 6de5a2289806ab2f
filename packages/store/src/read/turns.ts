/** Lets one user have so many things done at once; what is beyond waits its turn, and nobody else waits with it. */
export class Turns {
  readonly #most: number;
  readonly #users = new Map<string, { running: number; readonly waiting: (() => void)[] }>();

  constructor(most: number) {
    this.#most = most;
  }

  async run<Result>(user: string, action: () => Promise<Result>): Promise<Result> {
    const turns = this.#users.get(user) ?? { running: 0, waiting: [] };
    this.#users.set(user, turns);
    if (turns.running >= this.#most) await new Promise<void>((begin) => turns.waiting.push(begin));
    else turns.running++;
    try {
      return await action();
    } finally {
      const next = turns.waiting.shift();
      if (next) next();
      else if (--turns.running === 0) this.#users.delete(user);
    }
  }
}
