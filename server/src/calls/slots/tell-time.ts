/** The buyer is told of a time that was agreed, moved, called off, or is near; and whoever is to take it, that it is. */
import { z } from 'zod';
import { type BrandFacts, brandOf } from '../../accounts/index.ts';
import { addressForReply } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { queueMail } from '../../platform/outbox.ts';
import { type RecordedEvent, reaction } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Call } from '../calls/call.ts';
import { findCall, lockCall } from '../calls/calls.store.ts';
import { LATE_MINUTES, linkToken, linkUrl } from '../links/call-link.ts';
import { insertLink, type LinkRow, linksOfCall } from '../links/links.store.ts';
import { inviterOf, languageOf } from '../links/make-link.ts';
import { buyersName } from '../seats/seats.store.ts';
import { type CalendarEvent, calendarText } from './ics.ts';
import { slotWords } from './slot-words.ts';
import { agentOf, insertReminder } from './slots.store.ts';
import { timesOf } from './times-in-words.ts';

const MINUTE = 60_000;
type Kind = 'agreed' | 'moved' | 'reminder';

export const timeAgreed = reaction({
  name: 'calls.mail_time',
  on: ['call.scheduled', 'call.moved'],
  run: (ctx, event) =>
    inWorkspace(ctx, async (tx) => {
      const at = await lockCall(tx, ctx, event.subject.id);
      // Moved again since: the later word is on its way.
      const told = event.type === 'call.moved' ? event.data.to : event.data.for;
      if (!isAgreed(at) || at.scheduled_for?.toISOString() !== told) return;
      await mailTime(tx, ctx, at, { cause: event.id, kind: event.type === 'call.moved' ? 'moved' : 'agreed' });
    }),
});

export const timeCalledOff = reaction({
  name: 'calls.mail_called_off',
  on: 'call.declined',
  when: (event: RecordedEvent) => event.data.because === 'cancelled',
  run: (ctx, event) =>
    inWorkspace(ctx, async (tx) => {
      const at = await lockCall(tx, ctx, event.subject.id);
      if (at.scheduled_minutes === null || !at.scheduled_for) return;
      const to = await addressForReply(tx, ctx, { id: at.conversation_id, contact_id: at.contact_id }, 'email');
      if (!to) return;
      const brand = await brandOf(tx, at.brand_id);
      const language = languageOf(at, brand);
      const name = await buyersName(tx, ctx, at.contact_id);
      await queueMail(tx, ctx, {
        cause: event.id,
        template: 'call_called_off',
        language,
        to,
        brandId: brand.id,
        orderId: at.order_id,
        returnId: at.return_id,
        data: { customer_name: name, times: timesOf(at.scheduled_for, { at, brand, language, now: ctx.now }) },
        calendar: {
          method: 'CANCEL',
          text: calendarText(eventOf(ctx, at, brand, { method: 'CANCEL', url: null, attendee: { name, email: to } })),
        },
      });
    }),
});

/** Once each, as long before as the brand says; moved, it is reminded of again. Comes it too late or too early, nothing is sent. */
export const remindJob = job({
  name: 'calls.remind',
  payload: z.object({ call_id: z.uuid(), minutes: z.int() }),
  run: (ctx, { call_id, minutes }) =>
    inWorkspace(ctx, async (tx) => {
      const at = await lockCall(tx, ctx, call_id);
      if (!isAgreed(at) || !at.scheduled_for || at.scheduled_for <= ctx.now) return;
      if (at.scheduled_for.getTime() - minutes * MINUTE > ctx.now.getTime() + MINUTE) return;
      if (!(await insertReminder(tx, ctx, at, minutes))) return;
      const cause = `call-remind:${at.id}:${minutes}:${at.scheduled_for.toISOString()}`;
      await mailTime(tx, ctx, at, { cause, kind: 'reminder' });
      await mailAgent(tx, ctx, at, { cause, minutes });
    }),
});

const isAgreed = (at: Call): boolean => at.stage === 'scheduled' && at.scheduled_minutes !== null;

async function mailTime(tx: Tx, ctx: Ctx, at: Call, { cause, kind }: { cause: string; kind: Kind }): Promise<void> {
  const to = await addressForReply(tx, ctx, { id: at.conversation_id, contact_id: at.contact_id }, 'email');
  if (!to) return;
  const brand = await brandOf(tx, at.brand_id);
  const language = languageOf(at, brand);
  const link = await linkFor(tx, ctx, at, to);
  const url = linkUrl(ctx, brand.slug, link);
  const name = await buyersName(tx, ctx, at.contact_id);
  const calendar = eventOf(ctx, at, brand, { method: 'REQUEST', url, attendee: { name, email: to } });
  await queueMail(tx, ctx, {
    cause,
    template: 'call_time',
    language,
    to,
    brandId: brand.id,
    orderId: at.order_id,
    returnId: at.return_id,
    data: {
      customer_name: name,
      kind,
      with: await inviterOf(tx, ctx, at),
      times: timesOf(at.scheduled_for!, { at, brand, language, now: ctx.now }),
      minutes: at.scheduled_minutes!,
      call_url: url,
      calendar_url: `${ctx.config.publicUrl}/v1/call-links/${linkToken(ctx, link)}/ics`,
    },
    hide: linkToken(ctx, link),
    ...(kind === 'reminder' ? {} : { calendar: { method: 'REQUEST' as const, text: calendarText(calendar) } }),
  });
}

/** The link that went to this address already, else one of its own: the same in every mail. */
async function linkFor(tx: Tx, ctx: Ctx, at: Call, to: string): Promise<LinkRow> {
  const links = await linksOfCall(tx, ctx, at.id);
  const known = links.find((link) => link.by_way === 'mail' && link.sent_to === to && !link.revoked_at);
  const expires_at = new Date(at.scheduled_for!.getTime() + LATE_MINUTES * MINUTE);
  return (
    known ?? insertLink(tx, ctx, { brand_id: at.brand_id, call_id: at.id, by_way: 'mail', sent_to: to, expires_at })
  );
}

async function mailAgent(tx: Tx, ctx: Ctx, at: Call, { cause, minutes }: { cause: string; minutes: number }) {
  const agent = await agentOf(tx, ctx, at);
  if (!agent) return;
  const brand = await brandOf(tx, at.brand_id);
  const { language } = agent;
  const theirs = { at: { time_zone: agent.time_zone }, brand: { timeZone: at.time_zone ?? brand.timeZone } };
  await queueMail(tx, ctx, {
    cause: `${cause}:agent`,
    template: 'call_soon',
    language,
    to: agent.email,
    brandId: null,
    data: {
      customer_name: await buyersName(tx, ctx, at.contact_id),
      code: at.code,
      times: timesOf(at.scheduled_for!, { ...theirs, language, now: ctx.now }),
      minutes,
      hours: minutes >= 120 ? Math.round(minutes / 60) : null,
      note: at.note,
      brand_name: brand.name,
      conversation_url: `${ctx.config.publicUrl}/inbox/${at.conversation_id}`,
    },
  });
}

/** The entry in the buyer's calendar: the same one however often the time changes. Times are in UTC; its words say both clocks. */
export function eventOf(
  ctx: Pick<Ctx, 'config' | 'now'>,
  at: Call,
  brand: BrandFacts,
  of: Pick<CalendarEvent, 'method' | 'url' | 'attendee'>,
): CalendarEvent {
  if (!at.scheduled_for || at.scheduled_minutes === null) throw new Refusal('call.wrong_stage');
  const language = languageOf(at, brand);
  const words = slotWords[language];
  return {
    ...of,
    uid: `${at.id}@${new URL(ctx.config.publicUrl).hostname}`,
    sequence: at.version,
    stamp: ctx.now,
    starts_at: at.scheduled_for,
    minutes: at.scheduled_minutes,
    summary: words.summary(brand.name),
    description: words.description(timesOf(at.scheduled_for, { at, brand, language, now: ctx.now })),
    organizer: { name: brand.name, email: brand.supportEmail ?? `no-reply@${new URL(ctx.config.publicUrl).hostname}` },
  };
}

/** The agreed time for a calendar that is not asked by mail. Throws `call.wrong_stage` where none is agreed. */
export async function calendarOfCall(tx: Tx, ctx: Ctx, callId: string, url: string): Promise<string> {
  const at = await findCall(tx, ctx, callId);
  return calendarText(eventOf(ctx, at, await brandOf(tx, at.brand_id), { method: 'PUBLISH', url, attendee: null }));
}
