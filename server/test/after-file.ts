// Set up before every test file, so that this is the first afterAll and therefore runs last.
import { afterAll } from 'vitest';

const duties: (() => Promise<void>)[] = [];

/** Has `duty` done once the test file's own hooks are through. Unlike afterAll it may be called inside a hook. */
export function afterFile(duty: () => Promise<void>): void {
  duties.push(duty);
}

afterAll(async () => {
  for (const duty of duties.splice(0).reverse()) await duty();
});
