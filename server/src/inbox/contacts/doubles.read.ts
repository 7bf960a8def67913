import type { AnswerOf, inbox } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { contactsByIds } from './contacts.read.ts';

type Double = AnswerOf<(typeof inbox)['related']>['doubles'][number];
const MOST = 10;

/**
 * Contacts of the same brand that may be the same person, the surest sign first: they share an e-mail address or a phone
 * number (proved by one, said by the other), wrote about the same order or are the same customer, or are customers of the
 * same name at the same address. Staff decide; nothing is joined by itself.
 */
export async function doublesOf(tx: Tx, ctx: Ctx, contactId: string): Promise<Double[]> {
  const ws = ctx.workspaceId;
  const { rows } = await sql<{ id: string; because: Double['because'] }>`
    with me as (select * from contacts where workspace_id = ${ws} and id = ${contactId}),
    found as (
      select q.contact_id as id, case p.kind when 'email' then 1 else 2 end as sign
        from contact_points p join contact_points q on q.workspace_id = p.workspace_id and q.brand_id = p.brand_id and q.kind = p.kind and q.value = p.value
        where p.workspace_id = ${ws} and p.contact_id = ${contactId} and p.kind in ('email', 'phone')
      union all select k.id, 3 from me join contacts k on k.workspace_id = me.workspace_id and k.customer_id = me.customer_id
      union all select d.contact_id, 3 from conversations c join conversations d on d.workspace_id = c.workspace_id and d.order_id = c.order_id
        where c.workspace_id = ${ws} and c.contact_id = ${contactId}
      union all select k.id, 4 from me join customers u on u.workspace_id = me.workspace_id and u.id = me.customer_id
        join contacts k on k.workspace_id = me.workspace_id and k.name_key = me.name_key
        join customers v on v.workspace_id = k.workspace_id and v.id = k.customer_id
        where upper(u.address->>'line1') = upper(v.address->>'line1') and left(u.address->>'postal_code', 5) = left(v.address->>'postal_code', 5)
    )
    select k.id, (array['email', 'phone', 'order', 'name_and_address'])[min(found.sign)] as because
    from found join contacts k on k.workspace_id = ${ws} and k.id = found.id join me on k.brand_id = me.brand_id
    where k.id <> ${contactId} and k.merged_into is null
    group by k.id, k.created_at order by min(found.sign), k.created_at desc limit ${sql.lit(MOST)}`.execute(tx);
  const because = new Map(rows.map((row) => [row.id, row.because]));
  const contacts = await contactsByIds(
    tx,
    ctx,
    rows.map(({ id }) => id),
  );
  return contacts.map((contact) => ({ ...contact, because: because.get(contact.id)! }));
}
