import { startLeadwright } from "./leadwright.ts";

/** Before all tests: the first start builds the web app when it must, so that two servers never build at the same time. */
export default async function buildWebApp(): Promise<void> {
  const server = await startLeadwright();
  await server.stop();
}
