/** What the Web API answered instead of data, or that it did not answer at all (`status` 0, `code` "network"). */
export class ApiError extends Error {
  readonly status: number;
  /** Dataverse hex code, such as 0x80060882; see the schema package's error catalogue. */
  readonly code: string;

  constructor(status: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
  }
}

/** Somebody else changed the record since it was read. */
export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === "0x80060882";
}

/** There is a record with this id, or with the same values of a key, already. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof ApiError && error.code === "0x80040237";
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** The user has not the right to do this, or to see this. */
export function isForbidden(error: unknown): boolean {
  return error instanceof ApiError && error.code === "0x80040220";
}
