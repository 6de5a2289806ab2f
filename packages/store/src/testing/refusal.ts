import { AppError } from "@leadwright/schema";

/** The AppError that an action ends with. Fails when it ends well, or with anything else. */
export async function refusal(action: Promise<unknown>): Promise<AppError> {
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`Expected an AppError, got ${String(error)}`, { cause: error });
  return error;
}
