import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import type { Storage, TakenFile } from '../../platform/files/index.ts';
import { newId } from '../../platform/ids.ts';
import { job } from '../../platform/jobs.ts';
import { enqueue } from '../../platform/record.ts';
import { deleteFiles, keepStored, storageOf } from '../../uploads/index.ts';
import { lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { type Chunk, forgetChunks, keptChunks } from './chunks.store.ts';
import { missingOf, wantedOf } from './finish-recording.ts';
import { JOIN, joinSoon, SILENCE_MS } from './join-soon.ts';
import { planMp4 } from './mp4.ts';
import { type findRecording, lockRecording, type RecordingRow, saveRecording } from './recordings.store.ts';
import { type Plan, planWebm } from './webm.ts';

/**
 * Makes one film of the pieces that are here, once all have come or nothing has for two minutes: what stands before the first that
 * is missing. It is written to the work folder in a stream and moved into the store; run twice it makes the same film.
 */
export const joinRecording = job({
  name: JOIN,
  payload: z.object({ recording_id: z.uuid() }),
  async run(ctx, { recording_id }) {
    const ready = await inWorkspace(ctx, (tx) => takeUp(tx, ctx, recording_id));
    if (!ready) return;
    const { recording, chunks } = ready;
    const film = chunks.length > 0 ? await makeFilm(ctx, recording, chunks) : null;
    await inWorkspace(ctx, (tx) => putDown(tx, ctx, recording, { film, used: chunks.length }));
  },
});

type Tx = Parameters<typeof findRecording>[0];
type Ready = { recording: RecordingRow; chunks: Chunk[] };

/** Null where it waits for more, or is done. */
async function takeUp(tx: Tx, ctx: Ctx, id: string): Promise<Ready | null> {
  const recording = await lockRecording(tx, ctx, id);
  if (recording.state !== 'recording' && recording.state !== 'joining') return null;
  const kept = await keptChunks(tx, ctx, id);
  const numbers = new Set(kept.map(({ n }) => n));
  const whole =
    recording.told !== null && missingOf(numbers, wantedOf(recording, recording.told, numbers)).length === 0;
  const heard = (recording.heard_at ?? recording.began_at).getTime();
  if (!whole && ctx.now.getTime() - heard < SILENCE_MS - 1000) {
    await joinSoon(tx, ctx, id);
    return null;
  }
  const gap = kept.findIndex(({ n }, place) => n !== place);
  const chunks = gap === -1 ? kept : kept.slice(0, gap);
  const missing = gap === -1 ? lacking(recording, kept.length) : gap;
  return { recording: await saveRecording(tx, ctx, id, { state: 'joining', missing_from: missing }), chunks };
}

/** None in the middle is missing; the browser may have told of more at the end. */
const lacking = ({ told, cut_at }: RecordingRow, kept: number): number | null =>
  told !== null && cut_at === null && kept < told ? kept : null;

type Film = { id: string; file: TakenFile; duration_ms: number };

async function makeFilm(ctx: Ctx, recording: RecordingRow, chunks: readonly Chunk[]): Promise<Film | null> {
  const storage = await storageOf(ctx.config);
  const mp4 = recording.type.startsWith('video/mp4');
  const plan = await (mp4 ? planMp4 : planWebm)(bytesOf(storage, chunks));
  if (!plan) return null;
  const id = newId();
  const [type, ending] = mp4 ? ['video/mp4', 'mp4'] : ['video/webm', 'webm'];
  const path = join(storage.workFolder, randomUUID());
  const hash = createHash('sha256');
  try {
    const hashed = async function* (parts: AsyncIterable<Uint8Array>) {
      for await (const part of parts) {
        hash.update(part);
        yield part;
      }
    };
    await pipeline(Readable.from(filmOf(storage, chunks, plan)), hashed, createWriteStream(path, { mode: 0o600 }));
    const key = `${ctx.workspaceId}/${id}.${ending}`;
    await storage.putFile(key, path, type);
    const facts = { kind: 'video' as const, thumb_key: null, width: null, height: null };
    const name = `recording-${recording.began_at.toISOString().slice(0, 10)}.${ending}`;
    const sha256 = hash.digest('hex');
    const { duration_ms, bytes } = plan;
    return { id, file: { ...facts, key, name, type, bytes, duration_ms, sha256 }, duration_ms };
  } finally {
    await rm(path, { force: true });
  }
}

async function* bytesOf(storage: Storage, chunks: readonly Chunk[]): AsyncGenerator<Uint8Array> {
  for (const { key } of chunks) yield* await storage.stream(key);
}

/** The parts of the plan, those that were recorded read from the pieces they lie in. */
async function* filmOf(storage: Storage, chunks: readonly Chunk[], { parts }: Plan): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Uint8Array) {
      yield part;
      continue;
    }
    let at = 0;
    for (const { key, bytes } of chunks) {
      const [from, to] = [Math.max(part.from, at) - at, Math.min(part.to, at + bytes) - at];
      if (from < to) yield* await storage.stream(key, { start: from, end: to - 1 });
      at += bytes;
      if (at >= part.to) break;
    }
  }
}

async function putDown(
  tx: Tx,
  ctx: Ctx,
  { id, call_id }: RecordingRow,
  { film, used }: { film: Film | null; used: number },
): Promise<void> {
  const call = await lockCall(tx, ctx, call_id);
  const now = await lockRecording(tx, ctx, id);
  const kept = await keptChunks(tx, ctx, id);
  const late = now.state === 'joining' && kept.findIndex(({ n }, place) => n !== place) === -1 && kept.length > used;
  // Erased meanwhile, or joined by another: this film is nobody's.
  if (now.state !== 'joining' || late) {
    if (film) await enqueue(tx, ctx, { job: deleteFiles.name, payload: { keys: [film.file.key] } });
    if (late) {
      await saveRecording(tx, ctx, id, { state: 'recording' });
      await joinSoon(tx, ctx, id);
    }
    return;
  }
  const earlier = now.file_id === null ? null : await keyOf(tx, ctx, now.file_id);
  if (film) await keepStored(tx, ctx, film, { brand_id: call.brand_id, order_id: call.order_id });
  // Else the rest may come yet: a day long, then the sweep lets go of them.
  const complete = now.told !== null && now.missing_from === null;
  const next = await saveRecording(tx, ctx, id, {
    state: film ? 'ready' : 'failed',
    failure: film ? null : used === 0 ? 'nothing_came' : 'not_readable',
    file_id: film?.id ?? null,
    duration_ms: film ? film.duration_ms : null,
    ...(film ? { bytes: film.file.bytes } : {}),
    ended_at: now.ended_at ?? new Date(now.began_at.getTime() + (film?.duration_ms ?? 0)),
  });
  const gone = [...(earlier ? [earlier] : []), ...(complete && film ? await forgetChunks(tx, ctx, id) : [])];
  if (gone.length > 0) await enqueue(tx, ctx, { job: deleteFiles.name, payload: { keys: gone } });
  const { duration_ms, missing_from } = next;
  const data = film ? { recording_id: id, duration_ms, missing_from } : { recording_id: id, failure: next.failure };
  await settleCall(tx, ctx, call, {}, [{ type: film ? 'call.recording_ready' : 'call.recording_failed', data }]);
}

async function keyOf(tx: Tx, ctx: Ctx, fileId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('files')
    .select('key')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', fileId)
    .executeTakeFirst();
  return row?.key ?? null;
}
