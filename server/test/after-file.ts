/**
 * What is to be done once a test file is through. Files of one worker share their modules, so the list is emptied by the setup,
 * which runs anew for each file (`after-file-setup.ts`).
 */
const duties: (() => Promise<void>)[] = [];

/** Has `duty` done once the test file's own hooks are through. Unlike afterAll it may be called inside a hook. */
export function afterFile(duty: () => Promise<void>): void {
  duties.push(duty);
}

/** Does what was put off, the last first. All of it is done, also where one fails. */
export async function doDuties(): Promise<void> {
  const failures: unknown[] = [];
  for (const duty of duties.splice(0).reverse()) await duty().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
