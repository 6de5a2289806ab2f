import { type ChildProcess, spawn } from "node:child_process";

/** Ends what a step prints. */
export const endOfStep = "=== end of step ===";

/** A program that is told what to do step by step, and says at the end of each that it is there. */
export class Interpreter {
  readonly #child: ChildProcess;
  #printed = "";
  #complained = "";

  constructor(
    command: string,
    args: readonly string[],
    options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  ) {
    this.#child = spawn(command, args, { ...options, stdio: "pipe" });
    this.#child.stderr?.on("data", (chunk: Buffer) => {
      this.#complained += chunk;
    });
    // A program that ended takes no more; the step says so.
    this.#child.stdin?.on("error", () => undefined);
  }

  /** What the program prints for this input. Rejects when it ends instead. */
  step(input: string): Promise<string> {
    const { stdout, stdin } = this.#child;
    return new Promise((resolve, reject) => {
      const look = (chunk: Buffer | string = "") => {
        this.#printed += chunk;
        const end = this.#printed.indexOf(`${endOfStep}\n`);
        if (end < 0) return;
        stdout?.off("data", look);
        this.#child.off("close", fail);
        const printed = this.#printed.slice(0, end);
        this.#printed = this.#printed.slice(end + endOfStep.length + 1);
        resolve(printed);
      };
      const fail = (code: number | null) =>
        reject(new Error(`ended with ${code}\n${input}\n${this.#printed}\n${this.#complained}`));
      this.#child.once("close", fail);
      stdout?.on("data", look);
      stdin?.write(input);
    });
  }

  /** Lets the program come to its end. */
  end(): void {
    this.#child.stdin?.end();
  }
}
