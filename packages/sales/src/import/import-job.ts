export const importQueue = "import";

/** Data of a job of the queue `import`. */
export interface ImportJob {
  readonly importFileId: string;
  readonly userId: string;
}
