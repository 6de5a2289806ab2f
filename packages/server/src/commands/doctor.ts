import { examine, type Finding } from "@leadwright/store";
import { pino } from "pino";
import { type Command, type OptionValues, optional, type Terminal } from "./command.ts";
import { tryListen } from "./listening.ts";
import { dataOptions, dataUsage, placeOf } from "./with-store.ts";

const signs = { ok: "  ok       ", warning: "  WARNING  ", problem: "  PROBLEM  " } as const;
/** Versions of Node that have what we use; the newest of them is what npm installs. */
const leastNode = [22, 18] as const;
const firstDay = Date.parse("2026-01-01");

/** Of what lies around the data: each looks at one thing. Those of the data are the store's. */
const surroundings: readonly ((options: OptionValues, terminal: Terminal) => Promise<Finding>)[] = [
  async () => lookAtNode(),
  async () => lookAtClock(),
  lookAtPort,
];

export const doctor: Command = {
  name: "doctor",
  summary: "say what is right and what is wrong with the installation and its data",
  usage: `[options]

  --port PORT          the port that the server is to listen on (PORT, else 4180)
  --json               print JSON
${dataUsage}

Changes nothing, and works while the server runs and when it does not (its PostgreSQL is then started for the
time of the look). Exit code: 0 all is well, or there are warnings only; 1 there are problems.`,
  options: { ...dataOptions, port: { type: "string" }, json: { type: "boolean" } },
  positionals: [],
  async run(options, _positionals, terminal) {
    const findings: Finding[] = [];
    for (const look of surroundings) findings.push(await look(options, terminal));
    findings.push(...(await examine({ ...placeOf(options, terminal), log: pino({ level: "silent" }) })));
    const count = (level: Finding["level"]) => findings.filter((finding) => finding.level === level).length;
    const [problems, warnings] = [count("problem"), count("warning")];
    if (options.json === true) terminal.out(JSON.stringify({ problems, warnings, findings }));
    else {
      for (const finding of findings) terminal.out(textOf(finding));
      terminal.out(`\n${summary(problems, warnings)}`);
    }
    return problems > 0 ? 1 : 0;
  },
};

function textOf({ check, level, says, advice }: Finding): string {
  const line = `${signs[level]}${check}: ${says}`;
  return advice ? `${line}\n             ${advice}` : line;
}

function summary(problems: number, warnings: number): string {
  if (problems + warnings === 0) return "All is well.";
  const parts = [plural(problems, "problem"), plural(warnings, "warning")].filter((part) => part !== "");
  return `${parts.join(" and ")}.`;
}

function plural(count: number, word: string): string {
  return count === 0 ? "" : `${count} ${word}${count === 1 ? "" : "s"}`;
}

function lookAtNode(): Finding {
  const { node } = process.versions;
  const [major = 0, minor = 0] = node.split(".").map(Number);
  const [leastMajor, leastMinor] = leastNode;
  const good = major > leastMajor || (major === leastMajor && minor >= leastMinor);
  const says = `Node ${node} on ${process.platform} ${process.arch}.`;
  return good
    ? { check: "Node", level: "ok", says }
    : { check: "Node", level: "problem", says, advice: `Node ${leastNode.join(".")} or newer is needed: run npm ci.` };
}

function lookAtClock(): Finding {
  const now = new Date();
  const says = `It is ${now.toISOString().slice(0, 16)}Z by this computer's clock.`;
  return now.getTime() >= firstDay
    ? { check: "date", level: "ok", says }
    : { check: "date", level: "problem", says, advice: "That is in the past: set the clock by the network's time." };
}

/** A server that runs already is what one expects on its port. */
async function lookAtPort(options: OptionValues, { environment }: Terminal): Promise<Finding> {
  const text = optional(options, "port") ?? environment.PORT ?? "4180";
  const check = "port";
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    return { check, level: "problem", says: `'${text}' is not a port.`, advice: "Give a number from 0 to 65535." };
  }
  const refusal = await tryListen(port, "127.0.0.1");
  if (refusal === undefined) return { check, level: "ok", says: `Port ${port} is free.` };
  const { code = refusal.message } = refusal;
  if (code === "EADDRINUSE" && (await isOurs(port))) {
    return { check, level: "ok", says: `Leadwright answers on port ${port}.` };
  }
  if (code === "EADDRINUSE") {
    const advice = "End it, or start Leadwright with another --port.";
    return { check, level: "warning", says: `Another program listens on port ${port}.`, advice };
  }
  return {
    check,
    level: "warning",
    says: `This user may not listen on port ${port} (${code}).`,
    advice: "Choose one above 1023 with --port.",
  };
}

async function isOurs(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(3_000) });
    const body = await answer.text();
    return /"status":"ok"|"0x8F0000/.test(body);
  } catch {
    return false;
  }
}
