import { calendarYears } from "./read/fiscal.ts";
import { type Caller, Depth, type Principal } from "./types.ts";

const nobody = "00000000-0000-0000-0000-000000000000";

const principal: Principal = {
  userId: nobody,
  name: "System",
  businessUnitId: nobody,
  businessUnitTree: [],
  teamIds: [],
  roles: [],
  administrator: true,
  language: "en",
  timeZone: "UTC",
  fiscal: calendarYears,
  depth: () => Depth.Organization,
  rightsKey: "administrator",
};

/** The system itself, for what happens on nobody's behalf: the first set-up, and what is no record's business. */
export const systemCaller: Caller = { principal, door: "setup" };
