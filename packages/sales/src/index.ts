export {
  type BackupJob,
  type BackupRecord,
  backupQueue,
  findBackup,
  listBackups,
  noteDownload,
  requestBackup,
  settleBackups,
} from "./backup/backup-records.ts";
export { readBackupSettings, requireAdministrator, saveBackupSettings } from "./backup/backup-settings.ts";
export { nextDue } from "./backup/due-time.ts";
export { runBackupJob } from "./backup/run-backup-job.ts";
export { scheduledBackup } from "./backup/scheduled-backup.ts";
export { addDemoPlan, createDemoOrganisation } from "./demo/create-demo-organisation.ts";
export { checkPlan, type DemoPlan, sizesOf, standardSizes } from "./demo/demo-plan.ts";
export {
  currentPlan,
  type DemoProgress,
  demoProgress,
  isLoading,
  readDemo,
  requireDemo,
  stopDemo,
} from "./demo/demo-state.ts";
export { demoQueue, fillDemo, resumeDemo } from "./demo/fill-demo.ts";
export { type AskedDialect, type Dialect, encodings } from "./import/dialect.ts";
export { emptyBin } from "./import/empty-bin.ts";
export { failedRows, firstFailures } from "./import/failed-rows.ts";
export { largestImport, receiveImportContent } from "./import/import-content.ts";
export { type ImportFileResult, type ImportWatch, importFile, resumeImportHere } from "./import/import-file.ts";
export { type ImportJob, importQueue } from "./import/import-job.ts";
export { createImport } from "./import/import-records.ts";
export { stopAbandoned } from "./import/import-runs.ts";
export { type ImportPreview, previewImport } from "./import/preview-import.ts";
export { runImportJob } from "./import/run-import-job.ts";
export { type StartImportInput, startImport } from "./import/start-import.ts";
export { resumeImport, stopImport } from "./import/stop-import.ts";
export { importUndo, settleUndos, undoImport } from "./import/undo-import.ts";
export { initializeFrom } from "./lead/initialize-from.ts";
export { type QualifyLeadInput, qualifyLead } from "./lead/qualify-lead.ts";
export { closeOpportunity } from "./opportunity/close-opportunity.ts";
export { keepSystemViews } from "./organisation/keep-system-views.ts";
export { isSetUp, languageCodes, type NewOrganisation, setUpOrganisation } from "./organisation/set-up-organisation.ts";
export { addUser, type NewUser, setPasswordHash } from "./people/add-user.ts";
export { addToQueue, pickFromQueue, releaseToQueue, routeTo } from "./queue/queue-items.ts";
export { salesRules } from "./rules.ts";
