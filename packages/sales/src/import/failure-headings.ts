/** Headings that are added to the file of failed rows; when that file is imported again they are passed over. */
export const failureHeadings: readonly string[] = ["Import error: row", "Import error: column", "Import error: reason"];
