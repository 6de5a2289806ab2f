import { isIP } from "node:net";
import {
  createDemoOrganisation,
  type DemoProgress,
  demoProgress,
  isLoading,
  languageCodes,
  readDemo,
  standardSizes,
  stopDemo,
} from "@leadwright/sales";
import { AppError, type Language } from "@leadwright/schema";
import { type Store, systemCaller } from "@leadwright/store";
import type { FastifyRequest } from "fastify";
import { isLoopback } from "./set-up-code.ts";

/**
 * From where people of a demo organisation may be signed in as without a password. On a real organisation nobody is, from
 * wherever.
 */
export type DemoSignIn = "this computer" | "anywhere" | "closed";

/** What a visitor of a demo organisation is shown. */
export interface DemoEntrance {
  /** Present while the records are being loaded; nobody is let in until then. */
  readonly progress?: DemoProgress;
  readonly people: readonly DemoVisitorRole[];
}

interface DemoVisitorRole {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly role: string;
  /** Business unit. */
  readonly unit: string;
  readonly language: Language;
}

const languages: Readonly<Record<number, Language>> = { 1033: "en", 1045: "pl", 1066: "vi" };

/** The demo that everybody gets: 2,000 leads, up to now. */
export function createStandardDemo(store: Store, language: Language): Promise<void> {
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  return createDemoOrganisation(store, { ...standardSizes, seed: "demo", now }, { language, asJob: true });
}

/** Undefined for an organisation that is no demo, and for a visitor who may not enter by one click. */
export async function demoEntrance(
  store: Store,
  mode: DemoSignIn,
  request: FastifyRequest,
): Promise<DemoEntrance | undefined> {
  if (!mayEnter(mode, request)) return undefined;
  const demo = await readDemo(store);
  if (demo === undefined) return undefined;
  const progress = await demoProgress(store, demo);
  if (isLoading(progress)) return { progress, people: [] };
  return { people: await readPeople(store, demo.people) };
}

/** Ends the load: the demo is what is there by then. Throws demoSignInClosed where nobody may be signed in as. */
export async function stopDemoLoad(store: Store, mode: DemoSignIn, request: FastifyRequest): Promise<void> {
  if (!mayEnter(mode, request) || (await readDemo(store)) === undefined) throw new AppError("demoSignInClosed");
  await stopDemo(store);
}

/** Throws demoSignInClosed for anybody but a person of a demo organisation, and demoLoading. */
export async function requireDemoPerson(
  store: Store,
  mode: DemoSignIn,
  request: FastifyRequest,
  userId: string,
): Promise<void> {
  const demo = mayEnter(mode, request) ? await readDemo(store) : undefined;
  const people = demo === undefined ? [] : await readPeople(store, demo.people);
  if (demo === undefined || !people.some(({ id }) => id === userId.toLowerCase()))
    throw new AppError("demoSignInClosed");
  if (isLoading(await demoProgress(store, demo))) throw new AppError("demoLoading");
}

/** The person of the demo speaks what the visitor does. */
export async function speakLanguage(store: Store, userId: string, language: Language): Promise<void> {
  const values = { uilanguageid: languageCodes[language] };
  await store.change(systemCaller, (work) => work.update("usersettings", userId, values, { asSystem: true }));
}

/**
 * A request from this computer to this computer: by its address, by the name it asks for (a page elsewhere whose name is
 * made to lead here asks for its own), and not handed on by a proxy.
 */
function mayEnter(mode: DemoSignIn, { ip, hostname, headers }: FastifyRequest): boolean {
  if (mode === "anywhere") return true;
  if (mode === "closed" || !isLoopback(ip)) return false;
  if (["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"].some((name) => name in headers))
    return false;
  const name = hostname.replace(/^\[|\]$/g, "");
  return name === "localhost" || (isIP(name) !== 0 && isLoopback(name));
}

/** Those who can sign in, as they stand now: leaders first. */
async function readPeople(store: Store, ids: readonly string[]): Promise<DemoVisitorRole[]> {
  const rows = await store.sql<Omit<DemoVisitorRole, "language"> & { language: number | null }>(
    `select u.systemuserid::text as id, u.fullname as name, coalesce(u.jobtitle, '') as title, b.name as unit,
            coalesce((select min(r.name) from crm.systemuserroles m join crm.role r on r.roleid = m.roleid
                       where m.systemuserid = u.systemuserid), '') as role,
            s.uilanguageid as language
       from unnest($1::uuid[]) with ordinality as given (id, place)
       join crm.systemuser u on u.systemuserid = given.id and u.isdisabled is not true
       join crm.businessunit b on b.businessunitid = u.businessunitid
       left join crm.usersettings s on s.systemuserid = u.systemuserid
      order by given.place`,
    [ids],
  );
  return rows.map((row) => ({ ...row, language: languages[row.language ?? 0] ?? "en" }));
}
