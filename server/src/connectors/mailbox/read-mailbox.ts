import type { ImapFlow } from 'imapflow';
import pg from 'pg';
import type { Channel } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { type Mailbox, openMailbox, type Position, savePosition } from './mailbox.store.ts';
import { setAsideNote } from './notes.ts';
import { MAIL_LIMITS } from './parse/mime.ts';
import { headersOnly } from './parse/read-mail.ts';
import { takeMail, takeRawMail } from './take-mail.ts';

const DAY = 86_400_000;
/** So often a mail is tried whose reading fails; then it is set aside, and the next one is read. */
const TRIES = 3;

/**
 * Takes in what is new in an open folder, oldest first. Where reading stopped is written down when a mail was taken, so a
 * crash repeats one mail at most, which is taken once. A folder that was made anew (another UIDVALIDITY) is read again from
 * a few days before the last mail; what is known is known by its content.
 */
export async function readNew(ctxNow: () => Ctx, client: ImapFlow, channelId: string): Promise<void> {
  const ctx = ctxNow();
  const mailbox = await openMailbox(ctx, channelId);
  const folder = client.mailbox;
  if (!mailbox || !folder) return;
  const uidvalidity = String(folder.uidValidity);
  const known = mailbox.position?.uidvalidity === uidvalidity ? mailbox.position : null;
  const uids = known ? await uidsAfter(client, known.uid) : await uidsSince(client, beginning(mailbox));
  const first: Position = known ?? { uidvalidity, uid: (uids[0] ?? folder.uidNext) - 1 };
  if (!known) await savePosition(ctx, channelId, first);
  let trying = first.trying;
  for (const uid of uids) {
    await readOne(ctxNow(), client, mailbox.channel, {
      uidvalidity,
      uid,
      times: trying?.uid === uid ? trying.times : 0,
    });
    trying = undefined;
    await savePosition(ctx, channelId, { uidvalidity, uid });
  }
}

/** A new channel reads what came since it was opened; a folder made anew, what may have been missed. */
function beginning({ position, created_at, last_in_at }: Mailbox): Date {
  if (position === null || last_in_at === null) return created_at;
  return new Date(Math.max(created_at.getTime(), last_in_at.getTime() - 3 * DAY));
}

async function uidsAfter(client: ImapFlow, uid: number): Promise<number[]> {
  const found: number[] = [];
  // `n:*` always names the last mail, even where it is older.
  for await (const one of client.fetch(`${uid + 1}:*`, { uid: true }, { uid: true }))
    if (one.uid > uid) found.push(one.uid);
  return found.sort((a, b) => a - b);
}

async function uidsSince(client: ImapFlow, since: Date): Promise<number[]> {
  // SINCE knows days only, in whatever zone the server is.
  const days = (await client.search({ since: new Date(since.getTime() - DAY) }, { uid: true })) || [];
  const found: number[] = [];
  if (days.length === 0) return found;
  for await (const one of client.fetch(days, { uid: true, internalDate: true }, { uid: true })) {
    // Servers keep whole seconds.
    if (new Date(one.internalDate ?? 0).getTime() + 1000 > since.getTime()) found.push(one.uid);
  }
  return found.sort((a, b) => a - b);
}

type At = { uidvalidity: string; uid: number; times: number };

async function readOne(ctx: Ctx, client: ImapFlow, channel: Channel, at: At): Promise<void> {
  const range = String(at.uid);
  const facts = await client.fetchOne(range, { size: true }, { uid: true });
  if (!facts) return; // deleted since
  const size = facts.size ?? 0;
  const isWhole = size <= MAIL_LIMITS.bytes;
  const got = await client.fetchOne(
    range,
    isWhole ? { source: true } : { source: { start: 0, maxLength: MAIL_LIMITS.header } },
    { uid: true },
  );
  const raw = got ? got.source : undefined;
  if (!raw) return;
  for (let times = at.times; ; times += 1) {
    if (times >= TRIES) return setAside(ctx, channel, raw, size, 'it could not be read');
    // Written first, so that a mail which brings the whole process down is not tried for ever.
    await savePosition(ctx, channel.id, {
      uidvalidity: at.uidvalidity,
      uid: at.uid - 1,
      trying: { uid: at.uid, times: times + 1 },
    });
    try {
      if (isWhole) await takeRawMail(ctx, channel, raw);
      else await takeMail(ctx, channel, headersOnly(raw, 'size'), raw, size);
      return;
    } catch (error) {
      if (isDatabaseTrouble(error)) throw error;
      ctx.log.error({ err: error, channel_id: channel.id, uid: at.uid, times: times + 1 }, 'a mail could not be read');
      if (times + 1 >= TRIES)
        return setAside(ctx, channel, raw, size, error instanceof Error ? error.message : String(error));
    }
  }
}

/** A mail nobody could read is told of by its headers, with its raw form beside, and held up nothing. */
async function setAside(ctx: Ctx, channel: Channel, raw: Buffer, size: number, failure: string): Promise<void> {
  const mail = headersOnly(raw, 'size');
  try {
    await takeMail(ctx, channel, { ...mail, beyond: null }, raw, size, setAsideNote(failure));
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error;
    ctx.log.error(
      { err: error, channel_id: channel.id, subject: mail.subject, message_id: mail.message_id },
      'a mail was passed over',
    );
  }
}

/** The database is away or full: no mail's fault, and over some time. */
function isDatabaseTrouble(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(?:08|53|57|40)/.test(error.code ?? '');
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return (
    /^(?:ECONN|EPIPE|ETIMEDOUT|ENOSPC|EMFILE)/.test(String(code ?? '')) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(String(message ?? ''))
  );
}
