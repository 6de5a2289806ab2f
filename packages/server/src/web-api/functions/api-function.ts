import type { Json, OperationSignature, Target } from "@leadwright/query";
import type { Answer, Call } from "../call.ts";

/** A function or an action of the Web API; one file each, listed in the registry beside it. */
export interface ApiFunction {
  readonly name: string;
  /** Tables whose rows it is bound to; absent: it stands alone. */
  readonly boundTo?: readonly string[];
  /** As `$metadata` tells of it. */
  readonly signature: OperationSignature;
  run(call: Call, parameters: Readonly<Record<string, Json>>, target: Target | undefined): Promise<Answer>;
}
