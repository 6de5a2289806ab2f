import type { Language } from "@leadwright/schema";
import { Chance } from "./chance.ts";

type UnitName = "London" | "Warsaw" | "Hanoi";

export interface DemoUnit {
  readonly name: UnitName;
  readonly id: string;
  readonly language: Language;
  readonly timeZone: string;
  /** Hours that the unit's clock is ahead of UTC, summer time aside: stories keep office hours by it. */
  readonly hoursAhead: number;
  readonly currency: { readonly code: string; readonly id: string; readonly rate: number };
  /** Of all leads. */
  readonly share: number;
}

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  /** Absent: the root unit. */
  readonly unit?: UnitName;
  readonly language: Language;
  readonly title: string;
  /** Hours until this seller usually answers a new lead; how fast one is, is part of what decides a lead. */
  readonly pace: number;
  /** Owns leads. */
  readonly sells: boolean;
}

/** Who works in a demo organisation and where; ids are the same for the same seed. */
export interface DemoTeam {
  readonly units: readonly DemoUnit[];
  readonly people: readonly DemoPerson[];
  readonly rootUnitId: string;
  readonly keyAccountsId: string;
  readonly competitors: readonly { readonly id: string; readonly name: string; readonly strengths: string }[];
  readonly stakeholderRoles: readonly { readonly id: string; readonly name: string }[];
}

type Row = readonly [name: string, mail: string, role: string, unit: UnitName | undefined, title: string, pace: number];

const administrator = "System Administrator";
const manager = "Sales Manager";
const seller = "Salesperson";
const member = "Sales Team Member";

const people: readonly Row[] = [
  ["Olivia Grantley", "olivia", administrator, undefined, "System Administrator", 0],
  ["Daniel Whitcombe", "daniel", "Vice President of Sales", undefined, "Vice President of Sales", 0],
  ["Charlotte Redfern", "charlotte", manager, "London", "Sales Manager", 6],
  ["James Holloway", "james", seller, "London", "Account Executive", 3],
  ["Amelia Turnbull", "amelia", seller, "London", "Account Executive", 14],
  ["Katarzyna Zielińska", "katarzyna", manager, "Warsaw", "Kierownik sprzedaży", 8],
  ["Michał Wójcik", "michal", seller, "Warsaw", "Specjalista ds. sprzedaży", 4],
  ["Agnieszka Dąbrowska", "agnieszka", seller, "Warsaw", "Specjalista ds. sprzedaży", 20],
  ["Piotr Łuczak", "piotr", member, "Warsaw", "Asystent sprzedaży", 10],
  ["Nguyễn Thị Hương", "huong", manager, "Hanoi", "Trưởng phòng kinh doanh", 5],
  ["Trần Quốc Bảo", "bao", seller, "Hanoi", "Nhân viên kinh doanh", 3],
  ["Lê Minh Châu", "chau", member, "Hanoi", "Trợ lý kinh doanh", 16],
];

const languages: Readonly<Record<UnitName, Language>> = { London: "en", Warsaw: "pl", Hanoi: "vi" };
/** Outside every calendar that matters, so that ids of people sort before those of their work. */
const founded = Date.UTC(2020, 0, 1);

export function demoTeam(seed: string): DemoTeam {
  const chance = new Chance(`${seed} team`);
  const id = () => chance.id(founded);
  const unit = (name: UnitName, timeZone: string, hoursAhead: number, code: string, rate: number, share: number) => ({
    ...{ name, id: id(), language: languages[name], timeZone, hoursAhead, share },
    currency: { code, id: id(), rate },
  });
  return {
    units: [
      unit("London", "Europe/London", 0, "GBP", 0.86, 0.36),
      unit("Warsaw", "Europe/Warsaw", 1, "PLN", 4.3, 0.36),
      unit("Hanoi", "Asia/Ho_Chi_Minh", 7, "VND", 27_500, 0.28),
    ],
    people: people.map(([name, mail, role, at, title, pace]) => ({
      ...{ id: id(), name, email: `${mail}@demo.example`, role, title, pace },
      language: at === undefined ? "en" : languages[at],
      sells: at !== undefined,
      ...(at === undefined ? {} : { unit: at }),
    })),
    rootUnitId: id(),
    keyAccountsId: id(),
    competitors: [
      { id: id(), name: "Halvorsen Metering (demo)", strengths: "Low price, quick delivery." },
      { id: id(), name: "Quadrant Probes (demo)", strengths: "Known to every auditor." },
      { id: id(), name: "Zefir Pomiary (demo)", strengths: "Service in every large Polish city." },
      { id: id(), name: "Thăng Vũ Đo lường (demo)", strengths: "Local stock, payment by instalments." },
      { id: id(), name: "Bluepeak Sensing (demo)", strengths: "Handsome software." },
    ],
    stakeholderRoles: ["Decision maker", "Economic buyer", "Technical buyer", "Champion", "Influencer", "End user"].map(
      (name) => ({ id: id(), name }),
    ),
  };
}
