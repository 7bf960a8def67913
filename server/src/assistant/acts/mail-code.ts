import { buyerLanguage } from '@recoup/contract';
import { z } from 'zod';
import { type ChatCtx, type Knock, openGuest, ordersOfAddress, seesTalk } from '../../inbox/index.ts';
import { emailKey } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { countAttempt, type Limit, limitAttempts } from '../../platform/limits.ts';
import { queueMail } from '../../platform/outbox.ts';
import { enqueue } from '../../platform/record.ts';
import { seal, unseal } from '../../platform/secrets.ts';
import type { Look } from '../look-ups/look.ts';
import type { SeenOrder } from '../look-ups/orders.read.ts';
import { orderFacts } from '../look-ups/seen-order.ts';
import { insertCode } from './codes.store.ts';
import { masked } from './masked.ts';

/** So many an hour; the address counts whoever asks, so that no mailbox is filled and no code is guessed by many sessions. */
const PER_SESSION: Limit = { max: 3, windowSeconds: 3600 };
const PER_EMAIL: Limit = { max: 3, windowSeconds: 3600 };
/** A household, an office, a phone company's customers. */
const PER_ADDRESS: Limit = { max: 20, windowSeconds: 3600 };

/**
 * A buyer on a chat asks for a code to the address they bought with. Whether there are orders of it is for the mailbox to know:
 * the answer, and the work done before it, are the same. Throws `guess.too_many`, and what `openGuest` throws.
 */
export async function mailCode(
  ctx: ChatCtx,
  asked: { email: string; conversation_id: string | null },
  knock: Knock,
): Promise<{ ok: true; to: string; expires_at: string }> {
  const email = emailKey(asked.email);
  const guest = await inWorkspace(ctx, (tx) => openGuest(tx, ctx, knock.origin));
  const { brand_id } = guest.channel;
  await limitAttempts(ctx, `chat-code:from:${knock.address}`, PER_ADDRESS, 'guess.too_many');
  await limitAttempts(ctx, `chat-code:session:${guest.sessionId}`, PER_SESSION, 'guess.too_many');
  await limitAttempts(ctx, `chat-code:email:${brand_id}:${email}`, PER_EMAIL, 'guess.too_many');
  return inWorkspace(ctx, async (tx) => {
    const seen = asked.conversation_id && (await seesTalk(tx, { ...ctx, tx }, knock.origin, asked.conversation_id));
    const session = { brand_id, session_id: guest.sessionId, conversation_id: seen ? asked.conversation_id : null };
    const { id, code, expires_at } = await insertCode(tx, ctx, session, email);
    const language = buyerLanguage.safeParse(guest.contact?.language).data ?? 'en';
    const payload = { id, brand_id, email, code: seal(ctx.config.secret, code), language };
    await enqueue(tx, ctx, { job: 'mail-chat-code', payload: { ...payload, expires_at: expires_at.toISOString() } });
    return { ok: true as const, to: masked(email), expires_at: expires_at.toISOString() };
  });
}

/**
 * The assistant asks for a code before it does something: mailed to the address the order was bought with, never to one the
 * buyer named. Answers that address as it may be shown; null where there is none, no session to prove it to, or too many
 * were asked for.
 */
export async function mailCodeToOrder(look: Look, order: SeenOrder): Promise<string | null> {
  const { at, tx, ctx, of, brand } = look;
  const { session_id, conversation_id } = at.sight;
  const facts = await orderFacts(look, order);
  const email = emailKey(facts.email ?? facts.customer.email ?? '');
  if (email === '' || session_id === null) return null;
  if (at.tried) return masked(email);
  const buckets: [string, Limit][] = [
    [`chat-code:session:${session_id}`, PER_SESSION],
    [`chat-code:email:${brand.id}:${email}`, PER_EMAIL],
  ];
  for (const [bucket, limit] of buckets) if (!(await countAttempt(ctx, bucket, limit)).allowed) return null;
  const made = await insertCode(tx, ctx, { brand_id: brand.id, session_id, conversation_id }, email);
  const payload = {
    id: made.id,
    brand_id: brand.id,
    email,
    code: seal(ctx.config.secret, made.code),
    language: of.language,
    expires_at: made.expires_at.toISOString(),
  };
  await enqueue(tx, ctx, { job: 'mail-chat-code', payload });
  return masked(email);
}

const payload = z.object({
  id: z.uuid(),
  brand_id: z.uuid(),
  email: z.string(),
  code: z.string(),
  language: buyerLanguage,
  expires_at: z.iso.datetime(),
});

/** Mails a code where there are orders of the address; an unknown one is mailed nothing. Once for each code. */
async function send(ctx: Ctx, { id, brand_id, email, code, language, expires_at }: z.output<typeof payload>) {
  await inWorkspace(ctx, async (tx) => {
    const [order] = await ordersOfAddress(tx, ctx, brand_id, email);
    if (!order) return;
    const open = unseal(ctx.config.secret, code);
    await queueMail(tx, ctx, {
      cause: `chat-code:${id}`,
      template: 'chat_code',
      language,
      to: email,
      brandId: brand_id,
      data: { code: open, expires_at },
      hide: open,
    });
  });
}

export const mailCodeJob = job({ name: 'mail-chat-code', payload, run: send });
