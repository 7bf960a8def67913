import { endpoint, returns } from '@recoup/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { call, onSignedOut, urlOf } from './api.ts';
import { ApiProblem } from './problem.ts';

const note = endpoint({
  method: 'POST',
  path: '/v1/returns/:id/notes',
  summary: '',
  tag: '',
  access: 'staff',
  params: z.object({ id: z.string() }),
  body: z.object({ text: z.string() }),
  response: z.object({ ok: z.boolean() }),
});
const input = (text: string) => ({ params: { id: 'r1' }, body: { text } });

/** What the line answers, in turn: a Response, or null for a line that drops. */
let answers: (Response | null)[] = [];
let keys: (string | null)[] = [];
const fine = () => Response.json({ ok: true });

beforeEach(() => {
  answers = [];
  keys = [];
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => kept.get(key) ?? null });
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    keys.push(new Headers(init.headers).get('Idempotency-Key'));
    const answer = answers.shift();
    if (!answer) throw new TypeError('Failed to fetch');
    return answer;
  });
});
afterEach(() => vi.unstubAllGlobals());

test('an address is filled in, escaped, and without what is empty', () => {
  expect(urlOf(returns.get, { params: { id: 'a/b c' } })).toBe('/v1/returns/a%2Fb%20c');
  expect(
    urlOf(returns.list, { query: { view: 'late', stage: ['requested', 'approved'], q: '', site_id: undefined } }),
  ).toBe('/v1/returns?view=late&stage=requested%2Capproved');
});

test('a press whose answer never came carries the same key when pressed again', async () => {
  answers = [null, fine()];
  await expect(call(note, input('first'))).rejects.toMatchObject({ code: 'network.offline', unknown: true });
  await call(note, input('first'));
  expect(keys[0]).toBeTruthy();
  expect(keys[1]).toBe(keys[0]);
});

test('the same words written again later are a new deed', async () => {
  answers = [fine(), fine()];
  await call(note, input('again'));
  await call(note, input('again'));
  expect(keys[1]).not.toBe(keys[0]);
});

test('two clicks at once carry one key; something else has its own', async () => {
  answers = [fine(), fine(), fine()];
  await Promise.all([call(note, input('twice')), call(note, input('twice')), call(note, input('other'))]);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

test('a refusal brings its code, its details, its fields and its number', async () => {
  const problem = {
    type: '',
    title: '',
    status: 409,
    code: 'return.wrong_stage',
    details: { stage: 'closed' },
    fields: [{ path: 'text', code: 'too_small', message: '' }],
    request_id: 'req-1',
  };
  answers = [Response.json(problem, { status: 409, headers: { 'content-type': 'application/problem+json' } })];
  const thrown = await call(note, input('late')).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ApiProblem);
  expect(thrown).toMatchObject({
    status: 409,
    code: 'return.wrong_stage',
    details: { stage: 'closed' },
    requestId: 'req-1',
  });
  expect((thrown as ApiProblem).fields[0]?.path).toBe('text');
});

test("a proxy's own page means that the server is away", async () => {
  answers = [new Response('<html>Bad Gateway</html>', { status: 502, headers: { 'content-type': 'text/html' } })];
  await expect(call(note, input('x'))).rejects.toMatchObject({ code: 'server.away', status: 502 });
});

test('only a missing sign-in signs out, not a wrong password on the way', async () => {
  let out = 0;
  const stop = onSignedOut(() => out++);
  const refuse = (code: string) =>
    Response.json({ code, status: 401 }, { status: 401, headers: { 'content-type': 'application/problem+json' } });
  answers = [refuse('auth.password'), refuse('auth.needed')];
  await call(note, input('a')).catch(() => undefined);
  expect(out).toBe(0);
  await call(note, input('a')).catch(() => undefined);
  expect(out).toBe(1);
  stop();
});
