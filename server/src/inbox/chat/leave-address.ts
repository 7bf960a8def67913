import { inWorkspace } from '../../platform/db.ts';
import { addPoint, updateContact } from '../contacts/contacts.store.ts';
import { type ChatCtx, contactFor, type Knock, openGuest } from './guest.ts';
import { limitAddresses } from './limits.ts';

/**
 * A buyer says where to answer when they are gone. The address is only said: it joins them to nobody who has proved it, and
 * shows them nothing; answers to what they asked here go there. Throws `chat.too_many`.
 */
export async function leaveAddress(ctx: ChatCtx, given: { email: string; name?: string }, knock: Knock): Promise<void> {
  await limitAddresses(ctx, ctx.chat.contactId);
  await inWorkspace(ctx, async (tx) => {
    const guest = await openGuest(tx, ctx, knock.origin);
    const contact = await contactFor(tx, ctx, guest, null);
    await addPoint(tx, ctx, contact, { kind: 'email', value: given.email.toLowerCase(), verified: false });
    const name = given.name ?? (contact.name === 'Guest' ? given.email : null);
    if (name && (contact.name === 'Guest' || given.name)) await updateContact(tx, ctx, contact.id, { name });
  });
}
