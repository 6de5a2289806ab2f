import { operationAnswer } from "../call.ts";
import type { ApiFunction } from "./api-function.ts";

const names = ["Line1", "City", "StateOrProvince", "PostalCode", "Country"] as const;

/** GET FormatAddress(Line1=@p1,City=@p2,StateOrProvince=@p3,PostalCode=@p4,Country=@p5) */
export const formatAddress: ApiFunction = {
  name: "FormatAddress",
  signature: {
    parameters: Object.fromEntries(names.map((name) => [name, "Edm.String?"])),
    returns: { Address: "Edm.String" },
  },
  async run({ baseUrl }, parameters) {
    const [line, city, state, postalCode, country] = names.map((name) => {
      const value = parameters[name];
      return typeof value === "string" ? value.trim() : "";
    });
    const place = [city, [state, postalCode].filter(Boolean).join(" ")].filter(Boolean).join(", ");
    return operationAnswer({ baseUrl }, "FormatAddress", {
      Address: [line, place, country].filter(Boolean).join("\r\n"),
    });
  },
};
