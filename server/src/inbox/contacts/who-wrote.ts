import { customersAt } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Channel, Sender } from '../channel.ts';
import {
  addPoint,
  type ContactRow,
  holdersOf,
  insertContact,
  lockContact,
  lockPoints,
  pointsOfContact,
  updateContact,
} from './contacts.store.ts';
import { buyerLanguageOf, nameOf, type Point, phoneSpellings, pointsOf } from './points.ts';

/**
 * Who wrote a message, held until the transaction ends; somebody new becomes a contact. What a sender proved joins them to
 * the contact that proved it, too, or that said it and has no session in which somebody else could read along. What is only
 * said joins nobody, but for the contact form, whose answers go to that very address and nowhere else.
 *
 * @param thread the contact of the conversation a Message-ID led to: whoever answers from one of its addresses is that contact.
 */
export async function whoWrote(
  tx: Tx,
  ctx: Ctx,
  channel: Channel,
  sender: Sender,
  thread: string | null,
): Promise<ContactRow> {
  const points = pointsOf(sender);
  const joining = points.filter((point) => point.verified || channel.kind === 'form');
  await lockPoints(tx, channel.brand_id, joining);
  const known = (await ofThread(tx, ctx, thread, points)) ?? (await joined(tx, ctx, channel.brand_id, joining));
  const contact = known ? await lockContact(tx, ctx, known) : await somebodyNew(tx, ctx, channel, sender, points);
  return linked(tx, ctx, await learned(tx, ctx, contact, channel, sender, points), points);
}

async function ofThread(tx: Tx, ctx: Ctx, contactId: string | null, points: readonly Point[]): Promise<string | null> {
  if (contactId === null) return null;
  const own = await pointsOfContact(tx, ctx, contactId);
  const isOwn = points.some(({ kind, value }) => own.some((one) => one.kind === kind && one.value === value));
  return isOwn || points.length === 0 ? contactId : null;
}

async function joined(tx: Tx, ctx: Ctx, brandId: string, points: readonly Point[]): Promise<string | null> {
  const holders = await holdersOf(tx, ctx, brandId, points);
  for (const { kind, value } of points) {
    const of = holders.filter((one) => one.kind === kind && one.value === value);
    const found = of.find((one) => one.verified) ?? of.find((one) => !one.in_session);
    if (found) return found.contact_id;
  }
  return null;
}

async function somebodyNew(
  tx: Tx,
  ctx: Ctx,
  channel: Channel,
  sender: Sender,
  points: readonly Point[],
): Promise<ContactRow> {
  return insertContact(tx, ctx, {
    brand_id: channel.brand_id,
    name: nameOf(sender, points),
    language: buyerLanguageOf(sender.language) ?? 'en',
    time_zone: sender.time_zone ?? null,
  });
}

/** What this message tells of its sender that was not known. A session's contact proves its address by signing in, not by a mail that answers it. */
async function learned(
  tx: Tx,
  ctx: Ctx,
  contact: ContactRow,
  channel: Channel,
  sender: Sender,
  points: readonly Point[],
): Promise<ContactRow> {
  const own = await pointsOfContact(tx, ctx, contact.id);
  const onlyAnswered = channel.kind !== 'chat' && own.some(({ kind }) => kind === 'chat' || kind === 'shop');
  for (const point of points) {
    const before = own.find((one) => one.kind === point.kind && one.value === point.value);
    if (before && (before.verified || !point.verified || onlyAnswered)) continue;
    await addPoint(tx, ctx, contact, point);
  }
  const name = nameOf(sender, points);
  const isNamed = contact.name !== 'Guest' && !own.some(({ value }) => value === contact.name);
  const change = {
    ...(isNamed || name === contact.name || name === 'Guest' ? {} : { name }),
    ...(contact.time_zone === null && sender.time_zone ? { time_zone: sender.time_zone } : {}),
  };
  if (Object.keys(change).length === 0) return contact;
  await updateContact(tx, ctx, contact.id, change);
  return { ...contact, ...change };
}

/** The customer of the shop this is, where what was proved leads to exactly one of the brand. */
export async function linked(tx: Tx, ctx: Ctx, contact: ContactRow, points: readonly Point[]): Promise<ContactRow> {
  const proved = points.filter(({ verified }) => verified);
  if (contact.customer_id !== null || proved.length === 0) return contact;
  const found = await customersAt(tx, ctx, contact.brand_id, {
    emails: proved.flatMap(({ kind, value }) => (kind === 'email' ? [value] : [])),
    phones: proved.flatMap(({ kind, value }) => (kind === 'phone' ? phoneSpellings(value) : [])),
  });
  if (found.length !== 1) return contact;
  await updateContact(tx, ctx, contact.id, { customer_id: found[0]! });
  return { ...contact, customer_id: found[0]! };
}
