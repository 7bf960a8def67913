import { createHash } from 'node:crypto';
import type { Ctx } from '../../platform/ctx.ts';
import type { FileAnswer } from '../../platform/http.ts';
import { limitAttempts } from '../../platform/limits.ts';
import { Refusal } from '../../platform/refusal.ts';
import { storageOf } from '../../uploads/index.ts';
import { fetchPicture, type Reach } from './fetch-picture.ts';
import { readPictureToken } from './picture-token.ts';

/** Fetching costs us more than asking costs a stranger who got hold of an address. */
const FETCHES = { max: 600, windowSeconds: 600 };
const TYPE = 'image/webp';

/**
 * A screen shows a remote picture of a mail. The first who looks has it fetched, everybody later sees what was kept, so that
 * its sender learns of one fetch by a server and of nobody's reading.
 *
 * Throws `picture.not_found`, `link.expired`, `picture.too_many`.
 */
export async function readPicture(ctx: Ctx, token: string, reach?: Reach): Promise<FileAnswer> {
  const { workspaceId, url } = readPictureToken(ctx.config.secret, ctx.now, token);
  const storage = await storageOf(ctx.config);
  const key = `${workspaceId}/mail-pictures/${createHash('sha256').update(url).digest('hex')}.webp`;
  if (!(await storage.exists(key))) {
    await limitAttempts({ ...ctx, workspaceId }, 'mail-pictures', FETCHES, 'picture.too_many');
    const fetched = await together(key, () => fetchPicture(url, reach));
    if (!fetched) throw new Refusal('picture.not_found');
    await storage.put(key, fetched, TYPE);
  }
  return {
    body: Buffer.from(await storage.get(key)),
    type: TYPE,
    inline: true,
    headers: {
      'cache-control': 'private, max-age=86400, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  };
}

const underway = new Map<string, Promise<Buffer | null>>();

/** Who asks while the picture is being fetched waits for the same one. */
async function together(key: string, fetching: () => Promise<Buffer | null>): Promise<Buffer | null> {
  const now = underway.get(key) ?? fetching();
  underway.set(key, now);
  try {
    return await now;
  } finally {
    underway.delete(key);
  }
}
