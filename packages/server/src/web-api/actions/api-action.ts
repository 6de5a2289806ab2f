import type { OperationSignature, Target } from "@leadwright/query";
import type { Table } from "@leadwright/schema";
import type { Answer, Call } from "../call.ts";

/** An action of the Web API, its parameters in the call's body. */
export interface ApiAction {
  readonly name: string;
  /** Table whose rows it is bound to; absent: it stands alone. */
  readonly boundTo?: string;
  /** As `$metadata` tells of it. */
  readonly signature: OperationSignature;
  run(call: Call, target: Target | undefined): Promise<Answer>;
}

/** An action that is bound to a whole set, whichever. */
export interface SetAction {
  readonly name: string;
  readonly signature: OperationSignature;
  run(call: Call, table: Table): Promise<Answer>;
}
