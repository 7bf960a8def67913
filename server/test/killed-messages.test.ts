/** kill −9 of the real process in the middle of sending a message, and two processes at once: the buyer gets it once. */
import { inbox } from '@recoup/contract';
import pg from 'pg';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { FrontDoor } from './front-door.ts';
import { openFrontDoor } from './front-door.ts';
import { type ServerProcess, startServer } from './killed/server-process.ts';
import { type Line, openLine, openService, type Service } from './message-service.ts';

let door: FrontDoor;
let service: Service;
let line: Line;
const running: ServerProcess[] = [];

beforeAll(async () => {
  door = await openFrontDoor();
  service = await openService();
  line = await openLine(door, { kind: 'social', post_to: service.url });
}, 60_000);
afterEach(async () => {
  service.answerAgain();
  for (const server of running.splice(0)) await server.kill();
});

async function start(): Promise<ServerProcess> {
  const server = await startServer(door, 'http://127.0.0.1:9');
  running.push(server);
  return server;
}

async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A worker that starts takes over the jobs of dead ones, but only locks that are older than a moment. */
async function aMinuteLater(): Promise<void> {
  const client = new pg.Client({ connectionString: door.ownerUrl });
  await client.connect();
  try {
    const older = "locked_at = locked_at - interval '1 minute' where locked_at is not null";
    await client.query(`update graphile_worker._private_jobs set ${older}`);
    await client.query(`update graphile_worker._private_job_queues set ${older}`);
  } finally {
    await client.end();
  }
}

const messageIn = async (id: string, messageId: string) =>
  (await door.owner.call(inbox.thread, { params: { id } })).items.flatMap((item) =>
    item.kind === 'message' && item.id === messageId ? [item.message] : [],
  )[0]!;

async function answered(server: ServerProcess, text: string) {
  const id = await line.told({ from: { id: text, name: 'Dana', email: null, phone: null } });
  const { items } = await door.owner.call(inbox.thread, { params: { id } });
  const seen_message_id = items.findLast((item) => item.kind === 'message')!.id;
  const { message } = await server
    .as(door.owner)
    .call(inbox.reply, { params: { id }, body: { text, seen_message_id } });
  return { id, messageId: message.id };
}

test('killed between the call and its answer: it is told again under the same id, and counts once', async () => {
  const first = await start();
  service.holdBack();
  const arrives = service.next();
  const { id, messageId } = await answered(first, 'It leaves today.');
  await arrives;
  await first.kill();
  expect(await messageIn(id, messageId)).toMatchObject({ state: 'sending', sent_at: null });

  service.answerAgain();
  await aMinuteLater();
  await start();
  await until(async () => (await messageIn(id, messageId)).state === 'sent');
  const told = service.posted.filter(({ body }) => body.text === 'It leaves today.');
  expect(told.length).toBeGreaterThan(1);
  expect(new Set(told.map(({ headers }) => headers['idempotency-key']))).toEqual(new Set([messageId]));
  expect(new Set(told.map(({ body }) => body.id))).toEqual(new Set([messageId]));
}, 60_000);

test('two processes at once, and a reply clicked twice: each answer is told once', async () => {
  const [one, two] = [await start(), await start()];
  const sent = await Promise.all(
    Array.from({ length: 8 }, (_, n) => answered(n % 2 ? one : two, `Answer number ${n}`)),
  );
  for (const { id, messageId } of sent) await until(async () => (await messageIn(id, messageId)).state === 'sent');
  for (let n = 0; n < 8; n++) {
    expect(service.posted.filter(({ body }) => body.text === `Answer number ${n}`)).toHaveLength(1);
  }
  const talk = await line.told({ from: { id: 'twice', name: 'Dana', email: null, phone: null } });
  const { items } = await door.owner.call(inbox.thread, { params: { id: talk } });
  const body = { text: 'Clicked twice', seen_message_id: items.findLast((item) => item.kind === 'message')!.id };
  const clicks = await Promise.allSettled(
    [one, two].map((server) => server.as(door.owner).call(inbox.reply, { params: { id: talk }, body })),
  );
  expect(clicks.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await until(async () => service.posted.some(({ body: told }) => told.text === 'Clicked twice'));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(service.posted.filter(({ body: told }) => told.text === 'Clicked twice')).toHaveLength(1);
}, 60_000);
