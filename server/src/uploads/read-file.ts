import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { typeOfKey, verifyFile } from '../platform/files/index.ts';
import type { FileAnswer } from '../platform/http.ts';
import { systemCtx } from '../platform/jobs.ts';
import { Refusal } from '../platform/refusal.ts';
import { byteRange } from './byte-range.ts';
import { kindOfType } from './kind-of-type.ts';
import { storageOf } from './storage-of.ts';
import { findFile } from './uploads.store.ts';

/** A file as it is sent: `status` 206 for the part of a film a player asked for. */
export type ServedFile = FileAnswer & { status: 200 | 206 };

/**
 * Answers whoever holds a signed address with the file it was made for. Pictures and films are shown, everything else is
 * saved under its name; the type comes from the key we chose, and the browser is told not to guess and not to run
 * anything. `range` is the request's Range header.
 *
 * Throws `file.link_unknown`, `file.link_expired`, `file.not_found`, `file.range_not_allowed`.
 */
export async function readFile(ctx: Ctx, token: string, range: string | undefined): Promise<ServedFile> {
  const key = verifyFile(token, ctx.config.secret, ctx.now);
  const storage = await storageOf(ctx.config);
  const type = typeOfKey(key);
  const size = await storage.size(key);
  const wanted = byteRange(range, size);
  const kind = kindOfType(type);
  const shown = kind === 'photo' || kind === 'video';
  return {
    status: wanted ? 206 : 200,
    body: await storage.stream(key, wanted ?? undefined),
    type,
    inline: shown,
    name: shown ? undefined : await nameOf(ctx, key),
    headers: {
      'content-length': String(wanted ? wanted.end - wanted.start + 1 : size),
      'accept-ranges': 'bytes',
      ...(wanted ? { 'content-range': `bytes ${wanted.start}-${wanted.end}/${size}` } : {}),
      // The address is the same for a day and names one file that never changes.
      'cache-control': 'private, max-age=86400, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  };
}

/** The signature vouches for the key, which is made of its workspace and the file's id. */
async function nameOf(ctx: Ctx, key: string): Promise<string> {
  const [workspaceId = '', file = ''] = key.split('/');
  const home = systemCtx({ ...ctx, clock: () => ctx.now }, workspaceId);
  const row = await inWorkspace(home, (tx) => findFile(tx, home, file.split('.')[0]!));
  if (row?.key !== key) throw new Refusal('file.not_found');
  return row.name;
}
