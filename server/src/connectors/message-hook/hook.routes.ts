import { Readable } from 'node:stream';
import { hooks as api, type HookMessage, hookMessage } from '@recoup/contract';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  alreadyTaken,
  type Channel,
  channelByKey,
  type Incoming,
  languageOf,
  openChannel,
  takeMessage,
  takeReceipt,
  threadName,
} from '../../inbox/index.ts';
import { type Ctx, SYSTEM } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { Refusal } from '../../platform/refusal.ts';
import { isStorable } from '../../platform/server.ts';
import { takeFile } from '../../uploads/index.ts';
import { checkSignature, SIGNATURE } from './signature.ts';

const ok = { ok: true } as const;

export function routes(app: App): void {
  serve(app, api.message, async (ctx, { params, req }) => {
    const { home, channel, body } = await knock(ctx, params.id, req, hookMessage);
    const known = await alreadyTaken(home, channel.id, body.id);
    const { conversation_id } = known ?? (await takeMessage(home, await incomingOf(home, channel, body)));
    return { ...ok, conversation_id };
  });
  serve(app, api.receipt, async (ctx, { params, req }) => {
    const { home, channel, body } = await knock(ctx, params.id, req, api.receipt.body);
    await takeReceipt(home, channel.id, body);
    return ok;
  });
}

/** Kinds that come by these hooks; a mail channel has a hook of its own. */
const KINDS = new Set(['sms', 'social', 'marketplace']);

/**
 * Who knocks at a hook, and what they bring. Nothing of the body is believed, or so much as parsed, before its signature.
 * Throws `channel.not_found`, `hook.not_signed`, `hook.too_old`, `input.malformed`, `input.invalid`.
 */
async function knock<S extends z.ZodType>(
  ctx: Ctx,
  id: string,
  req: FastifyRequest,
  shape: S,
): Promise<{ home: Ctx; channel: Channel; body: z.output<S> }> {
  const found = await channelByKey(ctx.db, id);
  if (!found) throw new Refusal('channel.not_found');
  const home: Ctx = { ...ctx, workspaceId: found.workspaceId, actor: { ...SYSTEM, brandIds: [found.brandId] } };
  const channel = await inWorkspace(home, (tx) => openChannel(tx, home, found.channelId));
  if (!KINDS.has(channel.kind)) throw new Refusal('channel.not_found');
  const text = typeof req.body === 'string' ? req.body : '';
  const header = req.headers[SIGNATURE];
  checkSignature(channel.secret, typeof header === 'string' ? header : undefined, text, ctx.now);
  return { home, channel, body: shape.parse(parsed(text)) };
}

function parsed(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('input.malformed');
  }
  if (!isStorable(value)) throw new Refusal('input.invalid');
  return value;
}

/** The service vouches for its own ids, and a text-message gateway for numbers; an e-mail address it passes on is only said. */
async function incomingOf(ctx: Ctx, channel: Channel, body: HookMessage): Promise<Incoming> {
  const { from, thread } = body;
  const phone = from.phone ?? (channel.kind === 'sms' && /^\+?[\d ().-]{7,20}$/.test(from.id) ? from.id : null);
  const threads = thread === null ? [] : [threadName(channel.id, thread)];
  const files: { file_id: string; content_id: null }[] = [];
  for (const { name, content_base64 } of body.files) {
    const { id } = await takeFile(ctx, Readable.from(Buffer.from(content_base64, 'base64')), name);
    files.push({ file_id: id, content_id: null });
  }
  return {
    channel,
    external_id: body.id,
    sender: {
      name: from.name,
      points: [
        { kind: 'external', value: `${channel.id}:${from.id}`, proved: true },
        ...(phone ? [{ kind: 'phone' as const, value: phone, proved: channel.kind === 'sms' }] : []),
        ...(from.email ? [{ kind: 'email' as const, value: from.email, proved: false }] : []),
      ],
      language: body.language,
    },
    author: body.author,
    thread_ids: threads,
    known_as: threads,
    subject: null,
    text: body.text,
    html: null,
    quoted: null,
    signature: null,
    language: body.language ?? languageOf(body.text),
    files,
    automatic: null,
    order_number: body.order_number,
    envelope: null,
    raw_file_id: null,
    at: body.sent_at === null ? null : new Date(body.sent_at),
  };
}
