export { buildSchema } from "./build-schema.ts";
export { columnByProperty, isFile, isLookup, isPicklist, isPolymorphic, readProperty, sqlColumns } from "./columns.ts";
export {
  type CustomColumnInput,
  type CustomColumnKind,
  customColumn,
  customColumnKinds,
  firstCustomChoice,
  isCustomName,
  type NewChoice,
  newChoices,
} from "./custom-column.ts";
export { type CustomTableInput, customTable, type MoreUses, widenedTable } from "./custom-table.ts";
export { AppError, type ErrorDetails } from "./errors/app-error.ts";
export { catalogue, type ErrorKey } from "./errors/catalogue.ts";
export { addressFields } from "./forms/field-groups.ts";
export { formOf, systemForms } from "./forms/forms.ts";
export type * from "./forms/types.ts";
export { type FieldMap, leadQualificationMaps } from "./maps/lead-qualification.ts";
export { searchColumns, searchTables } from "./search/search-columns.ts";
export { noCustomisation, standardSchema } from "./standard.ts";
export { resolveState } from "./state.ts";
export type * from "./types.ts";
export { checkValue, isReference } from "./values/check-value.ts";
export { choiceSet, choiceSetOf, chosen } from "./values/choice-sets.ts";
export { normalDate, normalDateTime } from "./values/dates.ts";
export { fullName, type NameParts, splitName } from "./values/name-order.ts";
export { type ValidateOptions, validateValues } from "./values/validate-values.ts";
export { keywordColumns, listOrder, systemViews, viewsOf } from "./views/system-views.ts";
export type * from "./views/types.ts";
