import { type BuyerLanguage, buyerLanguage } from '@recoup/contract';
import { z } from 'zod';
import { brandOf, staffName } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { job } from '../../platform/jobs.ts';
import { queueMail } from '../../platform/outbox.ts';
import { enqueue, type RecordedEvent, reaction, record } from '../../platform/record.ts';
import { findChannel } from '../channels/channels.store.ts';
import { type findContact, lockContact } from '../contacts/contacts.store.ts';
import { replyAddress } from '../contacts/reply-address.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { findConversation, lockConversation } from '../conversations/conversations.store.ts';
import { conversationEvent } from '../conversations/events.ts';
import { writeMessage } from '../messages/write-message.ts';
import { asksOn, isInShare, OPEN_DAYS, type SurveyKind, scoresOf } from './survey.ts';
import { signSurveyToken } from './survey-token.ts';
import { insertSurvey, settingsOf, wasAsked, whoAnswered } from './surveys.store.ts';
import { surveyWords } from './words.ts';

const DAY = 86_400_000;
const wanted = z.object({
  conversation_id: z.uuid(),
  kind: z.enum(['csat', 'nps']),
  /** Asked only where it is still settled as it was then. */
  resolved_at: z.iso.datetime(),
});

/** A person settled it, or the assistant did with a person's help: the buyer is asked later, as the brand has set. Rules and closing ask nobody. */
export const surveyReaction = reaction({
  on: 'conversation.resolved',
  name: 'plan-survey',
  when: ({ data }) => data.by === 'staff' || data.by === 'assistant',
  run: (ctx, event) => inWorkspace(ctx, (tx) => plan(tx, ctx, event)),
});

async function plan(tx: Tx, ctx: Ctx, { subject, brand_id, at }: RecordedEvent): Promise<void> {
  if (brand_id === null) return;
  for (const { enabled, kind, after_minutes } of await settingsOf(tx, ctx, brand_id)) {
    if (!enabled) continue;
    await enqueue(tx, ctx, {
      job: 'ask-survey',
      payload: { conversation_id: subject.id, kind, resolved_at: at.toISOString() },
      runAt: new Date(at.getTime() + after_minutes * 60_000),
      key: `survey:${subject.id}:${kind}`,
    });
  }
}

/**
 * Asks the buyer of one conversation, by chat or by mail, once: where it is still settled, a person wrote in it, it is one
 * of the share, and the buyer was not asked the same within the days the brand has set.
 */
export function askSurvey(ctx: Ctx, { conversation_id, kind, resolved_at }: z.output<typeof wanted>): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const { contact_id } = await findConversation(tx, ctx, conversation_id);
    // Two conversations of one buyer are asked one after the other, so that the second sees the first.
    const contact = await lockContact(tx, ctx, contact_id);
    const at = await lockConversation(tx, ctx, conversation_id);
    const settings = (await settingsOf(tx, ctx, at.brand_id)).find((one) => one.kind === kind);
    const channel = await findChannel(tx, ctx, at.reply_channel_id);
    const isSettled = at.state === 'resolved' || at.state === 'closed';
    if (!settings?.enabled || !channel || !isSettled || at.resolved_at?.toISOString() !== resolved_at) return;
    if (at.spam || at.merged_into !== null || contact.blocked_at) return;
    if (!asksOn(settings, channel.kind) || !isInShare(at.id, kind, settings.share)) return;
    const since = new Date(ctx.now.getTime() - settings.again_after_days * DAY);
    if (await wasAsked(tx, ctx, { conversation_id: at.id, contact_id: contact.id, kind, since })) return;
    const person = await whoAnswered(tx, ctx, at.id);
    if (!person) return;
    const id = newId();
    const asked = { at, contact, kind, id, staff_id: at.assignee_id ?? person.staff_id };
    const byChat = channel.kind !== 'email' && channel.kind !== 'form';
    const isAsked = byChat && !channel.archived_at ? await askInChat(tx, ctx, asked) : await askByMail(tx, ctx, asked);
    if (!isAsked) return;
    await insertSurvey(tx, ctx, {
      id,
      brand_id: at.brand_id,
      conversation_id: at.id,
      contact_id: contact.id,
      kind,
      staff_id: asked.staff_id,
    });
    await record(tx, ctx, [conversationEvent(at, { type: 'survey.asked', data: { kind, channel: channel.kind } })]);
  });
}

type Asked = {
  at: Conversation;
  contact: Awaited<ReturnType<typeof findContact>>;
  kind: SurveyKind;
  id: string;
  staff_id: string | null;
};

async function linkFor(tx: Tx, ctx: Ctx, { at, contact, id }: Asked) {
  const brand = await brandOf(tx, at.brand_id);
  const expiresAt = new Date(ctx.now.getTime() + OPEN_DAYS * DAY);
  const token = signSurveyToken(ctx.config.secret, {
    workspaceId: ctx.workspaceId,
    brandId: at.brand_id,
    surveyId: id,
    expiresAt,
  });
  const url = `${ctx.config.publicUrl}/b/${brand.slug}/survey/${token}`;
  return { brand, token, url, expiresAt, language: languageOf(at.language, contact.language) };
}

async function askInChat(tx: Tx, ctx: Ctx, asked: Asked): Promise<boolean> {
  const { brand, url, language } = await linkFor(tx, ctx, asked);
  await writeMessage(tx, ctx, {
    conversation: asked.at,
    channel_id: asked.at.reply_channel_id,
    author: { kind: 'system', id: null, name: brand.name },
    text: surveyWords(language, asked.kind, brand.name, url),
    language,
    automatic: 'survey',
    external_id: `survey-${asked.id}`,
  });
  return true;
}

async function askByMail(tx: Tx, ctx: Ctx, asked: Asked): Promise<boolean> {
  const { at, contact, kind, id, staff_id } = asked;
  const to = await replyAddress(tx, ctx, at, 'email');
  if (to === null) return false;
  const { token, url, expiresAt, language } = await linkFor(tx, ctx, asked);
  await queueMail(tx, ctx, {
    cause: `survey:${id}`,
    template: 'survey',
    language,
    to,
    brandId: at.brand_id,
    orderId: at.order_id,
    // Whoever holds it answers for the buyer.
    hide: token,
    data: {
      customer_name: contact.name.trim() || null,
      kind,
      subject: at.subject,
      with: staff_id && (await staffName(tx, staff_id)),
      scores: scoresOf(kind).map((value) => ({ value, url: `${url}?score=${value}` })),
      page_url: url,
      expires_at: expiresAt.toISOString(),
    },
  });
  return true;
}

/** The language of the conversation where it is one we write in, else the buyer's. */
export function languageOf(...given: (string | null)[]): BuyerLanguage {
  for (const one of given) {
    const known = buyerLanguage.safeParse(one?.slice(0, 2));
    if (known.success) return known.data;
  }
  return 'en';
}

export const askSurveyJob = job({ name: 'ask-survey', payload: wanted, run: askSurvey });
