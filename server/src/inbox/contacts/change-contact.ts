import type { BodyOf, inbox } from '@recoup/contract';
import { customerNamed } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { contactEvent } from './contact-event.ts';
import { lockContact, updateContact } from './contacts.store.ts';

/**
 * Staff change what we know of somebody, or say which customer of the shop it is. Throws `contact.not_found`,
 * `customer.not_found` (also for one of another brand).
 */
export function changeContact(ctx: Ctx, id: string, change: BodyOf<(typeof inbox)['changeContact']>): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const before = await lockContact(tx, ctx, id);
    if (change.customer_id) {
      const customer = await customerNamed(tx, ctx, change.customer_id);
      if (customer?.brand_id !== before.brand_id) throw new Refusal('customer.not_found');
    }
    const changed = (Object.keys(change) as (keyof typeof change)[]).filter((name) => change[name] !== before[name]);
    if (changed.length === 0) return;
    await updateContact(tx, ctx, before.id, change);
    await record(tx, ctx, [contactEvent('contact.changed', before, { changed })]);
  });
}

/**
 * Staff take no more messages from somebody, or take them again. What came before stays; nothing is told to the one who is
 * blocked. Told twice, it is recorded once. Throws `contact.not_found`.
 */
export function blockContact(ctx: Ctx, id: string, blocked: { reason: string | null } | null): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const before = await lockContact(tx, ctx, id);
    if ((before.blocked_at !== null) === (blocked !== null)) return;
    await updateContact(tx, ctx, before.id, {
      blocked_at: blocked ? ctx.now : null,
      blocked_by: blocked ? ctx.actor.name : null,
      blocked_reason: blocked?.reason ?? null,
    });
    const event = blocked
      ? contactEvent('contact.blocked', before, { reason: blocked.reason })
      : contactEvent('contact.unblocked', before);
    await record(tx, ctx, [event]);
  });
}
