/** kill −9 of the real process while it sends a mail: the mail arrives, once. */
import { expect, test } from 'vitest';
import { openMailRoom } from '../src/connectors/mailbox/testing/mail-room.ts';
import { plain } from '../src/connectors/mailbox/testing/raw.ts';
import { type ServerProcess, startServer } from './killed/server-process.ts';

async function until<T>(look: () => Promise<T | null | undefined | false> | T | null | undefined | false): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('killed after the whole mail was handed over and before it was acknowledged, it goes out once more under the same id', {
  timeout: 120_000,
}, async () => {
  const room = await openMailRoom();
  const start = (): Promise<ServerProcess> =>
    startServer(room.door, 'http://127.0.0.1:9', { INBOX_PRIVATE_HOSTS: 'allow' });
  const id = (await room.arrive(
    plain('Broken.', ['From: ann@buyer.example', 'Subject: Lamp', 'Message-ID: <one@buyer.example>']),
  ))!;
  await room.reply(id, 'We send a new one.');

  room.smtp.answer = 'silent';
  const first = await start();
  await until(() => room.smtp.received.length === 1);
  expect((await room.messages(id)).at(-1)!.state).toBe('sending');
  await first.kill();

  room.smtp.answer = 'take';
  const second = await start();
  await until(async () => (await room.messages(id)).at(-1)!.state === 'sent');
  await second.kill();
  expect(room.smtp.received.filter(({ taken }) => taken)).toHaveLength(1);
  // Had the server kept the first all the same, the reader's program would show the two as one.
  expect(new Set(room.smtp.received.map(({ mail }) => mail.message_id)).size).toBe(1);
});
