import type { AnswerOf, BodyOf, chat } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { visitorOf } from '../../platform/http.ts';
import { newCode } from '../../platform/ids.ts';
import { type Limit, limitAttempts } from '../../platform/limits.ts';
import { Refusal } from '../../platform/refusal.ts';
import { channelOf, channelsOfKind } from '../channels/channels.store.ts';
import { findConversation } from '../conversations/conversations.store.ts';
import { takeMessage } from '../messages/take-message.ts';
import { languageOf } from '../translation/language.ts';

/** One address may be an office; one mailbox is one person's. */
const FROM: Limit = { max: 20, windowSeconds: 3600 };
const AS: Limit = { max: 6, windowSeconds: 3600 };

/**
 * Somebody writes over the contact form. It becomes a conversation of its own, answered by mail to the address they typed
 * (which proves nothing: the answer goes there and nowhere else). Sent twice with one `client_id` it is taken once. A
 * machine that fills in the field people do not see, and somebody who is blocked, are told the same as everybody.
 *
 * @param address where the call comes from, for counting
 * Throws `brand.not_found`, `channel.not_found`, `chat.too_many`.
 */
export async function sendForm(
  visitor: Ctx,
  slug: string,
  form: BodyOf<typeof chat.form>,
  address: string,
): Promise<AnswerOf<typeof chat.form>> {
  const ctx = await visitorOf(visitor, slug);
  const email = form.email.toLowerCase();
  const channel = await inWorkspace(ctx, async (tx) => {
    const [row] = await channelsOfKind(tx, ctx, ['form'], ctx.brandId);
    return row ? channelOf(ctx.config, row) : null;
  });
  if (!channel) throw new Refusal('channel.not_found');
  await limitAttempts(ctx, `form-from:${address}`, FROM, 'chat.too_many');
  if (form.website) return { ok: true, code: newCode('C') };
  await limitAttempts(ctx, `form-as:${ctx.brandId}:${email}`, AS, 'chat.too_many');
  const { conversation_id: id } = await takeMessage(ctx, {
    channel,
    external_id: `form:${form.client_id}`,
    sender: {
      name: form.name,
      points: [{ kind: 'email', value: email, proved: false }],
      language: form.language,
    },
    author: 'buyer',
    thread_ids: [],
    known_as: [],
    subject: form.subject,
    text: form.text,
    html: null,
    quoted: null,
    signature: null,
    language: languageOf(form.text) ?? form.language,
    files: [],
    automatic: null,
    order_number: form.order_number ?? null,
    envelope: { from: email, to: [], cc: [], message_id: null, spoofed: false },
    raw_file_id: null,
    at: null,
  });
  if (id === null) return { ok: true, code: newCode('C') };
  const { code } = await inWorkspace(ctx, (tx) => findConversation(tx, ctx, id));
  return { ok: true, code };
}
