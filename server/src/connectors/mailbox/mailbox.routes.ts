import type { Readable } from 'node:stream';
import { hooks as api } from '@recoup/contract';
import { channelByKey, openChannel } from '../../inbox/index.ts';
import { type Ctx, SYSTEM } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { Refusal } from '../../platform/refusal.ts';
import { checkSignature, SIGNATURE } from '../message-hook/signature.ts';
import { MAIL_LIMITS } from './parse/mime.ts';
import { takeRawMail } from './take-mail.ts';

export function routes(app: App): void {
  app.server.addContentTypeParser('message/rfc822', (_req, payload, done) => done(null, payload));
  serve(app, api.email, async (ctx, { params, req }) => {
    const found = await channelByKey(ctx.db, params.id);
    if (!found) throw new Refusal('channel.not_found');
    const home: Ctx = { ...ctx, workspaceId: found.workspaceId, actor: { ...SYSTEM, brandIds: [found.brandId] } };
    const channel = await inWorkspace(home, (tx) => openChannel(tx, home, found.channelId));
    if (channel.kind !== 'email') throw new Refusal('channel.not_found');
    const header = req.headers[SIGNATURE];
    // Twenty-five megabytes are read for nobody who did not at least try to sign.
    if (typeof header !== 'string') throw new Refusal('hook.not_signed');
    const raw = await readRaw(req.body as Readable | undefined);
    checkSignature(channel.secret, header, raw, ctx.now);
    const { conversation_id } = await takeRawMail(home, channel, raw);
    return { ok: true as const, conversation_id };
  });
}

/** Throws `mail.too_large` at the first byte too many, and `input.media_type` for a body that is no mail. */
async function readRaw(body: Readable | undefined): Promise<Buffer> {
  if (!body || typeof body.on !== 'function') throw new Refusal('input.media_type', { wanted: 'message/rfc822' });
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body.iterator({ destroyOnReturn: false })) {
    size += (part as Buffer).length;
    if (size > MAIL_LIMITS.bytes) break;
    parts.push(part as Buffer);
  }
  if (size <= MAIL_LIMITS.bytes) return Buffer.concat(parts);
  readAway(body);
  throw new Refusal('mail.too_large', { max_bytes: MAIL_LIMITS.bytes });
}

/** A sender who is cut off in mid-sentence never reads the answer, and a connection whose body nobody reads stays open. */
function readAway(body: Readable): void {
  let left = 4 * MAIL_LIMITS.bytes;
  body.on('error', () => {});
  body.on('data', (part: Buffer) => {
    left -= part.length;
    if (left < 0) body.destroy();
  });
}
