/** What an answer must look like, whatever was asked. */
import { expect } from 'vitest';

/** Words of our inside that must not come out: stacks, files, SQL, the database's own complaints. */
const INSIDE =
  /\bat (?:async )?[\w.<>]+ \(|node:internal|node_modules|\.ts:\d+|file:\/\/|select .+ from |insert into |violates|duplicate key|syntax error at|invalid input syntax|out of range for type|pg_catalog|kysely|zoderror|recoup_app/i;

/** Fails unless the answer is a success, or a problem document with a stable code that tells nothing of our inside. */
export async function seemly(response: Response, asked: string): Promise<{ status: number; code: string | null }> {
  const text = await response.text();
  const told = `${asked} → ${response.status} ${text.slice(0, 400)}`;
  expect(response.status, told).toBeLessThan(500);
  expect(response.status, told).toBeGreaterThanOrEqual(200);
  if (response.status < 400) return { status: response.status, code: null };
  expect(response.headers.get('content-type'), told).toMatch(/^application\/problem\+json/);
  const problem = JSON.parse(text) as { code?: unknown; request_id?: unknown; status?: unknown };
  expect(problem.code, told).toMatch(/^[a-z_]+(\.[a-z_]+)+$/);
  expect(problem.status, told).toBe(response.status);
  expect(problem.request_id, told).toBe(response.headers.get('x-request-id'));
  expect(INSIDE.test(text), told).toBe(false);
  return { status: response.status, code: String(problem.code) };
}
