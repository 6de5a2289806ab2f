/** The npm client `dynamics-web-api` as its users set it up, unmodified. */
import { type Config, DynamicsWebApi } from "dynamics-web-api";
import type { SetUpApp } from "./test-app.ts";

/** Speaks to the running server as its administrator. */
export function dynamicsClient({ origin, admin }: SetUpApp, more: Partial<Config> = {}): DynamicsWebApi {
  return new DynamicsWebApi({
    serverUrl: origin,
    dataApi: { version: "9.2" },
    onTokenRefresh: async () => admin.token ?? "",
    ...more,
  });
}
