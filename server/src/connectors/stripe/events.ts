import Stripe from 'stripe';
import { z } from 'zod';
import type { CompanyEvent } from '../../money/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import { isStorable } from '../../platform/server.ts';

/** Five minutes, as Stripe advises: an older delivery is somebody's recording of one. */
const TOLERANCE_S = 300;

/** Believes an event by its signature over the body as it came. Throws `hook.not_signed`, `hook.too_old`, `input.invalid`. */
export function readEvent(secret: string, body: string, header: string | undefined, now: Date): CompanyEvent {
  let event: Stripe.Event;
  try {
    const receivedAt = now.getTime();
    event = Stripe.webhooks.constructEvent(body, header ?? '', secret, TOLERANCE_S, undefined, receivedAt);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal('input.malformed');
    const isOld = error instanceof Error && /tolerance/.test(error.message);
    throw new Refusal(isOld ? 'hook.too_old' : 'hook.not_signed');
  }
  if (!isStorable(event)) throw new Refusal('input.invalid');
  return eventOf(event as unknown as Record<string, unknown>);
}

const shape = z.object({
  id: z.string().min(1).max(255),
  type: z.string().max(120),
  created: z.number().int(),
  data: z.object({ object: z.object({ id: z.string().min(1).max(255) }) }),
});

/** Throws `input.invalid` for what is no event of Stripe. */
export function eventOf(body: Record<string, unknown>): CompanyEvent {
  const read = shape.safeParse(body);
  if (!read.success) throw new Refusal('input.invalid');
  const { id, type, created, data } = read.data;
  return { id, type, about: aboutOf(type), objectId: data.object.id, at: new Date(created * 1000), body };
}

function aboutOf(type: string): CompanyEvent['about'] {
  if (type.startsWith('charge.dispute.')) return 'dispute';
  if (type.startsWith('refund.') || type === 'charge.refund.updated') return 'refund';
  if (type === 'charge.refunded') return 'payment';
  if (type.startsWith('checkout.session.')) return 'page';
  if (type.startsWith('payment_intent.')) return 'hold';
  return 'other';
}
