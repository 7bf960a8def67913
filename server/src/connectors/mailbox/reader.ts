import { setTimeout as pause } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import type { Ctx } from '../../platform/ctx.ts';
import { connectImap, imapFailure, isSignIn } from './imap-client.ts';
import { settingsOf } from './mail-settings.ts';
import { openMailbox, saveHealth } from './mailbox.store.ts';
import { readNew } from './read-mailbox.ts';

export type Reader = { stop(): Promise<void> };

/** Seconds between connections that fail, one after the other. */
const PAUSES = [1, 2, 5, 15, 30, 60, 120, 300];
/** However well IDLE seems to work, the folder is looked at so often: some servers forget to tell. */
const LOOK_MS = 2 * 60_000;

/**
 * Reads the mailbox of one channel until it is stopped: connects, takes in what is new, waits (IDLE, or asking now and then
 * where the server knows none) and begins anew with growing pauses when the server goes away. A sign-in that is refused
 * shows at once, a connection that fails when it fails again.
 */
export function startReader(ctxNow: () => Ctx, channelId: string): Reader {
  const stopping = new AbortController();
  const done = readOn(ctxNow, channelId, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

async function readOn(ctxNow: () => Ctx, channelId: string, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await readWhileOpen(ctxNow, channelId, signal, () => {
        failures = 0;
      });
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      const failure = imapFailure(error);
      ctxNow().log.warn({ channel_id: channelId, failure, failures }, 'a mailbox could not be read');
      if (failures > 1 || isSignIn(error)) await saveHealth(ctxNow(), channelId, failure).catch(() => {}); // the database may be what is away
    }
    const seconds = PAUSES[Math.min(Math.max(failures - 1, 0), PAUSES.length - 1)]!;
    await pause(seconds * 1000 * (0.8 + Math.random() * 0.4), undefined, { signal }).catch(() => {});
  }
}

/** One connection, from sign-in to its end. `onRead`: it works. */
async function readWhileOpen(
  ctxNow: () => Ctx,
  channelId: string,
  signal: AbortSignal,
  onRead: () => void,
): Promise<void> {
  const mailbox = await openMailbox(ctxNow(), channelId);
  const imap = mailbox && settingsOf(mailbox.channel).imap;
  if (!imap) return;
  const client = await connectImap(ctxNow(), imap, signal);
  const news = newsOf(client, signal);
  try {
    await client.mailboxOpen(imap.folder, { readOnly: true });
    while (!signal.aborted) {
      news.begin();
      await readNew(ctxNow, client, channelId);
      onRead();
      await saveHealth(ctxNow(), channelId, null);
      await news.wait();
      if (!client.usable) throw new Error('the server closed the connection');
      await client.noop(); // what the server has not told yet
    }
  } finally {
    news.end();
    client.close();
  }
}

/** Waits for the server to tell of mails, for its end, for the next look, or to be stopped. */
function newsOf(client: ImapFlow, signal: AbortSignal) {
  let wake = () => {};
  let isNews = false;
  const tell = () => {
    isNews = true;
    wake();
  };
  const leave = () => {
    client.close();
    tell();
  };
  client.on('exists', tell);
  client.on('close', tell);
  signal.addEventListener('abort', leave);
  return {
    begin() {
      isNews = false;
    },
    async wait() {
      if (isNews || signal.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      const timer = setTimeout(resolve, LOOK_MS);
      await promise;
      clearTimeout(timer);
    },
    end() {
      signal.removeEventListener('abort', leave);
      client.off('exists', tell);
      client.off('close', tell);
    },
  };
}
