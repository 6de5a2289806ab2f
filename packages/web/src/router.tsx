import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from "@tanstack/react-router";
import { type ExplorerSearch, readExplorerSearch } from "./explorer/explorer-search.ts";
import { type ListSearch, readListSearch } from "./grid/list-search.ts";
import {
  type ImportSearch,
  type NewImportSearch,
  readImportSearch,
  readNewImportSearch,
} from "./import/import-search.ts";
import { Root } from "./root.tsx";
import { readSettingsSearch, type SettingsSearch } from "./settings/settings-search.ts";
import { listedTables, tableOfPath } from "./shell/places.ts";
import { ErrorPage, NotFoundPage } from "./shell/problem-pages.tsx";

const root = createRootRoute({ component: Root, notFoundComponent: NotFoundPage, errorComponent: ErrorPage });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/$list", params: { list: "leads" }, replace: true });
  },
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  validateSearch: (search: Record<string, unknown>): SettingsSearch => readSettingsSearch(search),
  component: lazyRouteComponent(() => import("./settings/settings-page.tsx"), "SettingsPage"),
});

const imports = createRoute({
  getParentRoute: () => root,
  path: "/imports",
  component: lazyRouteComponent(() => import("./import/imports-page.tsx"), "ImportsPage"),
});

const newImport = createRoute({
  getParentRoute: () => root,
  path: "/imports/new",
  validateSearch: (search: Record<string, unknown>): NewImportSearch => readNewImportSearch(search),
  component: lazyRouteComponent(() => import("./import/new-import-page.tsx"), "NewImportPage"),
});

const oneImport = createRoute({
  getParentRoute: () => root,
  path: "/imports/$id",
  validateSearch: (search: Record<string, unknown>): ImportSearch => readImportSearch(search),
  component: lazyRouteComponent(() => import("./import/import-page.tsx"), "ImportPage"),
});

const bin = createRoute({
  getParentRoute: () => root,
  path: "/bin",
  component: lazyRouteComponent(() => import("./bin/bin-page.tsx"), "BinPage"),
});

const explorer = createRoute({
  getParentRoute: () => root,
  path: "/explorer",
  validateSearch: (search: Record<string, unknown>): ExplorerSearch => readExplorerSearch(search),
  component: lazyRouteComponent(() => import("./explorer/explorer-page.tsx"), "ExplorerPage"),
});

const list = createRoute({
  getParentRoute: () => root,
  path: "/$list",
  validateSearch: (search: Record<string, unknown>): ListSearch => readListSearch(search),
  beforeLoad: ({ params }) => {
    if (!listedTables.some((table) => table === tableOfPath[params.list])) throw notFound();
  },
  component: lazyRouteComponent(() => import("./grid/list-page.tsx"), "ListPage"),
});

const newRecord = createRoute({
  getParentRoute: () => root,
  path: "/$list/new",
  beforeLoad: ({ params }) => needsForm(params.list),
  component: lazyRouteComponent(() => import("./form/record-page.tsx"), "NewRecordPage"),
});

const record = createRoute({
  getParentRoute: () => root,
  path: "/$list/$id",
  beforeLoad: ({ params }) => needsForm(params.list),
  component: lazyRouteComponent(() => import("./form/record-page.tsx"), "RecordPage"),
});

function needsForm(list: string): void {
  const table = tableOfPath[list];
  if (table === undefined || table === "activitypointer") throw notFound();
}

export const router = createRouter({
  routeTree: root.addChildren([home, settings, imports, newImport, oneImport, bin, explorer, list, newRecord, record]),
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
  defaultPreload: "intent",
  defaultPendingMs: 300,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
