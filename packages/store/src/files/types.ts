/** Files in columns of rows, in pieces, as one caller has them. */
import type { Payload } from "@leadwright/query";

/** A file or image column of one row. */
export interface FilePlace {
  readonly table: string;
  readonly id: string;
  readonly column: string;
}

export interface FileNames {
  readonly name: string;
  readonly mimeType: string;
}

export interface FileInfo extends FileNames {
  readonly fileId: string;
  /** Bytes. */
  readonly size: number;
}

/** Where an upload is to go: a column, or a note that is made or changed with it. */
export type UploadTarget = FilePlace | { readonly note: Payload };

export interface Files {
  /** Throws objectDoesNotExist, privilegeDenied (write), noAttribute, invalidArgument (no file column, too many uploads). */
  begin(target: UploadTarget, names: FileNames): Promise<string>;
  /** The same block id again replaces the block. Throws uploadUnknown, fileTooLarge, invalidArgument. */
  addBlock(uploadId: string, blockId: string, content: Buffer): Promise<void>;
  /** Bytes that the upload has so far. */
  received(uploadId: string): Promise<number>;
  /**
   * The blocks in this order (all of them in the order of their ids unless told) become the value of the column, in one
   * transaction. Throws uploadUnknown, invalidArgument.
   */
  finish(uploadId: string, blockIds?: readonly string[], names?: Partial<FileNames>): Promise<FinishedUpload>;
  /** Throws objectDoesNotExist, privilegeDenied (read), fileMissing when the column is empty. */
  find(place: FilePlace): Promise<FileInfo>;
  /** The place of a file that the caller may read. Throws fileMissing and what `find` throws. */
  placeOf(fileId: string): Promise<FilePlace>;
  /** Bytes of a file that `find` gave. Fewer where the file ends. */
  read(file: FileInfo, offset: number, length: number): Promise<Buffer>;
}

export interface FinishedUpload {
  /** Of the file, or of the note. */
  readonly id: string;
  readonly size: number;
}
