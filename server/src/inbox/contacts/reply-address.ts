import type { ChannelKind } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { lastOfBuyer } from '../messages/messages.store.ts';
import { pointsOfContact } from './contacts.store.ts';
import type { PointKind } from './points.ts';

/** Which kind of address a channel writes to; null where the conversation itself is the address. */
export function addressKind(kind: ChannelKind): PointKind | null {
  if (kind === 'email' || kind === 'form') return 'email';
  if (kind === 'sms' || kind === 'phone') return 'phone';
  return null;
}

/**
 * Where an answer on such a channel goes: the address the buyer wrote from last, unless the mail server doubted it; else
 * one they proved, else one they said. Null where there is none.
 */
export async function replyAddress(
  tx: Tx,
  ctx: Ctx,
  at: { id: string | null; contact_id: string },
  kind: ChannelKind,
): Promise<string | null> {
  const wanted = addressKind(kind);
  if (wanted === null) return null;
  const points = (await pointsOfContact(tx, ctx, at.contact_id)).filter((point) => point.kind === wanted);
  const last = at.id !== null && wanted === 'email' ? await lastOfBuyer(tx, ctx, at.id) : null;
  const from = last?.envelope && !last.envelope.spoofed ? last.envelope.from.toLowerCase() : null;
  if (from) return from;
  return (points.find(({ verified }) => verified) ?? points[0])?.value ?? null;
}
