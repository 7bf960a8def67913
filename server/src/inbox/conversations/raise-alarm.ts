import { brandOf, staffName } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { queueMail } from '../../platform/outbox.ts';
import { record } from '../../platform/record.ts';
import { findContact } from '../contacts/contacts.store.ts';
import { managersOf } from '../teams/teams.store.ts';
import type { Conversation } from './conversation.ts';
import { conversationEvent, excerptOf } from './events.ts';
import { mention } from './look.store.ts';

export type Alarm = {
  /** The message that told of it, by which nobody is alarmed twice. */
  message_id: string;
  text: string;
  /** What in it tells of danger: `smoke`, `起火`. */
  words: readonly string[];
};

/**
 * A buyer tells of danger: fire, smoke, injury. It stands in the mentions of everybody who leads this brand's inbox and they
 * get a mail, each in their language, once a message. `at` is the conversation under lock, as it stands after it was handed
 * over; how urgent it is the caller has said.
 */
export async function raiseAlarm(
  tx: Tx,
  ctx: Ctx,
  at: Conversation,
  { message_id, text, words }: Alarm,
): Promise<void> {
  const data = { message_id, words: [...words], excerpt: excerptOf(text) };
  await record(tx, ctx, [conversationEvent(at, { type: 'conversation.alarm', data, sides: true })]);
  const people = await managersOf(tx, ctx, at.brand_id);
  await mention(
    tx,
    ctx,
    at.id,
    people.map(({ id }) => id),
  );
  const brand = await brandOf(tx, at.brand_id);
  const contact = await findContact(tx, ctx, at.contact_id);
  for (const { id, email, language } of people) {
    await queueMail(tx, ctx, {
      cause: `alarm:${message_id}:${id}`,
      template: 'conversation_alarm',
      language,
      to: email,
      brandId: null,
      data: {
        customer_name: contact.name.trim() || at.code,
        code: at.code,
        said: excerptOf(text, 400),
        words: words.join(', '),
        brand_name: brand.name,
        holder: at.assignee_id && (await staffName(tx, at.assignee_id)),
        conversation_url: `${ctx.config.publicUrl}/inbox/${at.id}`,
      },
    });
  }
}
