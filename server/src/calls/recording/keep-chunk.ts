import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { MAX_CHUNK_BYTES } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { storageOf } from '../../uploads/index.ts';
import { lockCall, partsOf } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { byOurClock } from '../evidence/still.ts';
import { type Chunk, chunkStored, findChunk, insertChunk, keptChunks } from './chunks.store.ts';
import { cutOf, isCovered } from './consent.ts';
import { cutRecordings } from './cut-recordings.ts';
import { joinSoon } from './join-soon.ts';
import { consentsOf, findRecording, lockRecording, type RecordingRow, saveRecording } from './recordings.store.ts';

/** The whole of one recording: three hours of a good picture. */
const MAX_RECORDING_BYTES = 4 * 1024 ** 3;
/** A day after the last piece came, what is missing stays missing. */
const LATE_MS = 86_400_000;

export type SentChunk = { n: number; sha256: string; from: Date; to: Date; sent_at: Date };

/**
 * The agent's browser hands over one piece of a recording, in any order, as often as it likes. Its row is there before its bytes, so
 * that a crash between leaves nothing in the store that nobody knows of. What was captured after somebody took their yes back, or
 * somebody came in without one, is refused, whenever it comes.
 *
 * Throws `recording.not_found`, `recording.over`, `recording.not_agreed`, `recording.chunk_changed`, `recording.too_long`,
 * `file.too_large`, `file.unreadable`.
 */
export async function keepChunk(
  ctx: Ctx,
  id: string,
  sent: SentChunk,
  body: Readable | undefined,
): Promise<'now' | 'before'> {
  // Eight megabytes are read for nobody whose recording it is not.
  await inWorkspace(ctx, async (tx) => mine(ctx, await findRecording(tx, ctx, id))).catch((error: unknown) => {
    body?.resume();
    throw error;
  });
  const bytes = await read(body);
  const sha256 = createHash('sha256').update(bytes).digest();
  if (sha256.toString('hex') !== sent.sha256) {
    throw new Refusal('recording.chunk_changed', { declared: sent.sha256, came: sha256.toString('hex') });
  }
  const key = `${ctx.workspaceId}/recordings/${id}/${sent.n}-${sent.sha256.slice(0, 16)}.part`;
  const begun = await inWorkspace(ctx, (tx) => begin(tx, ctx, id, { ...sent, key, bytes: bytes.length, sha256 }));
  // The cut is written down although this piece is refused.
  if (begun === 'refused') throw new Refusal('recording.not_agreed');
  if (begun === 'before') return begun;
  const storage = await storageOf(ctx.config);
  await storage.put(key, bytes, 'application/octet-stream');
  const kept = await inWorkspace(ctx, (tx) => stored(tx, ctx, id, sent));
  if (kept) return 'now';
  await storage.delete(key);
  throw new Refusal('recording.not_agreed');
}

async function read(body: Readable | undefined): Promise<Buffer> {
  if (!body) throw new Refusal('file.unreadable');
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body.iterator({ destroyOnReturn: false })) {
    length += (part as Buffer).length;
    if (length > MAX_CHUNK_BYTES) {
      body.resume();
      throw new Refusal('file.too_large', { max_bytes: MAX_CHUNK_BYTES });
    }
    parts.push(part as Buffer);
  }
  if (length === 0) throw new Refusal('file.unreadable');
  return Buffer.concat(parts);
}

type Piece = SentChunk & { key: string; bytes: number };

async function begin(
  tx: Tx,
  ctx: Ctx,
  id: string,
  { sha256, ...piece }: Omit<Piece, 'sha256'> & { sha256: Buffer },
): Promise<'new' | 'before' | 'refused'> {
  const { call_id } = mine(ctx, await findRecording(tx, ctx, id));
  const call = await lockCall(tx, ctx, call_id);
  const recording = await lockRecording(tx, ctx, id);
  const known = await findChunk(tx, ctx, id, piece.n);
  if (isSame(known, sha256)) return 'before';
  if (known?.kept_at && !known.sha256.equals(sha256)) throw new Refusal('recording.chunk_changed', { n: piece.n });
  if (recording.state === 'erased' || !isOpen(recording, ctx.now)) throw new Refusal('recording.over');
  // Its pieces were let go of: it can't be joined anew.
  const joined = recording.file_id !== null && (await keptChunks(tx, ctx, id)).length === 0;
  if (joined) throw new Refusal('recording.over');
  const [from, to] = [piece.from, piece.to].map(
    (at) => byOurClock({ at, sent_at: piece.sent_at }, ctx.now).captured_at,
  ) as [Date, Date];
  const cut = cutOf(recording, {
    sides: await partsOf(tx, ctx, call_id),
    said: await consentsOf(tx, ctx, call_id),
    ended_at: call.ended_at,
  });
  if (!isCovered(to, cut)) {
    const happened = await cutRecordings(tx, ctx, call, cut!);
    if (happened.length > 0) await settleCall(tx, ctx, call, {}, happened);
    return 'refused';
  }
  if (recording.bytes + piece.bytes > MAX_RECORDING_BYTES) throw new Refusal('recording.too_long');
  await insertChunk(tx, ctx, id, { n: piece.n, key: piece.key, bytes: piece.bytes, sha256, from_at: from, to_at: to });
  return 'new';
}

/** After its bytes are in the store: they count, unless everybody's yes ended meanwhile, which took the row away. */
async function stored(tx: Tx, ctx: Ctx, id: string, { n, sha256 }: SentChunk): Promise<boolean> {
  const recording = await lockRecording(tx, ctx, id);
  const chunk = await findChunk(tx, ctx, id, n);
  if (!chunk || chunk.sha256.toString('hex') !== sha256 || recording.state === 'erased') return false;
  if (chunk.kept_at) return true;
  await chunkStored(tx, ctx, id, n);
  // What came after it was joined is joined anew.
  await saveRecording(tx, ctx, id, {
    heard_at: ctx.now,
    bytes: recording.bytes + chunk.bytes,
    ...(recording.state === 'ready' || recording.state === 'failed' ? { state: 'recording' } : {}),
  });
  await joinSoon(tx, ctx, id);
  return true;
}

const isSame = (known: Chunk | null, sha256: Buffer): boolean => (known?.kept_at ? known.sha256.equals(sha256) : false);

/** Whose recording it is, and nobody else: to others it is none. */
export function mine(ctx: Ctx, recording: RecordingRow): RecordingRow {
  if (recording.by.id === null || recording.by.id !== ctx.actor.id) throw new Refusal('recording.not_found');
  return recording;
}

function isOpen({ heard_at, began_at }: RecordingRow, now: Date): boolean {
  return now.getTime() - (heard_at ?? began_at).getTime() < LATE_MS;
}
