export type { Dialect } from "./import/dialect.ts";
export { failedRows } from "./import/failed-rows.ts";
export { readFileContent, writeFileContent } from "./import/file-content.ts";
export { type ImportFileResult, importFile } from "./import/import-file.ts";
export { createImport } from "./import/import-records.ts";
export { type ImportPreview, previewImport } from "./import/preview-import.ts";
export {
  type ImportJob,
  importQueue,
  runImportJob,
  type StartImportInput,
  startImport,
} from "./import/start-import.ts";
export { type QualifyLeadInput, qualifyLead } from "./lead/qualify-lead.ts";
export { isSetUp, languageCodes, type NewOrganisation, setUpOrganisation } from "./organisation/set-up-organisation.ts";
export { addUser, type NewUser, setPasswordHash } from "./people/add-user.ts";
export { salesRules } from "./rules.ts";
