import type { Selectable } from 'kysely';
import type { Mails } from './db.generated.ts';
import type { Tx } from './db.ts';

export type MailRow = Selectable<Mails>;

/** False when this cause has its mail already. */
export async function insertMail(
  tx: Tx,
  row: Omit<MailRow, 'state' | 'failure' | 'attempts' | 'sent_at'>,
): Promise<boolean> {
  const made = await tx
    .insertInto('mails')
    .values({ ...row, state: 'queued' })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'cause', 'template']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** Marks a mail that waits, or whose sending broke off, as being sent now. */
export function beginMail(tx: Tx, id: string): Promise<MailRow | undefined> {
  return tx
    .updateTable('mails')
    .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'sending'])
    .returningAll()
    .executeTakeFirst();
}

export async function updateMail(
  tx: Tx,
  id: string,
  change: Partial<Pick<MailRow, 'state' | 'failure' | 'attempts' | 'sent_at'>>,
): Promise<void> {
  await tx.updateTable('mails').set(change).where('id', '=', id).execute();
}

/** A brand's own words for a mail, where it has some. */
export async function ownWords(tx: Tx, brandId: string, template: string, language: string): Promise<string | null> {
  const row = await tx
    .selectFrom('mail_overrides')
    .select('source')
    .where((eb) => eb.and({ brand_id: brandId, template, language }))
    .executeTakeFirst();
  return row?.source ?? null;
}

export async function keyOfFile(tx: Tx, id: string): Promise<string | null> {
  const row = await tx.selectFrom('files').select('key').where('id', '=', id).executeTakeFirst();
  return row?.key ?? null;
}
