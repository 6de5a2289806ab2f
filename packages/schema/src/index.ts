export { AppError, type ErrorDetails } from "./errors/app-error.ts";
export { catalogue, type ErrorKey } from "./errors/catalogue.ts";
export { formOf, systemForms } from "./forms/forms.ts";
export type * from "./forms/types.ts";
export type * from "./types.ts";
export { keywordColumns, systemViews, viewsOf } from "./views/system-views.ts";
export type * from "./views/types.ts";
