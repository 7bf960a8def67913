/** The mails that went out, as the outbox keeps them. */
import { inWorkspace } from '../../platform/db.ts';
import type { World } from './world.ts';

export type KeptMail = {
  template: string;
  language: string;
  subject: string;
  to_address: string;
  body_text: string;
  return_id: string | null;
};

/** Does what is due, then answers the mails `keep` wants, oldest first. */
export async function mailsWhere({ door }: World, keep: (mail: KeptMail) => boolean): Promise<KeptMail[]> {
  await door.drain();
  const all = await inWorkspace(door.ctx(), (tx) =>
    tx
      .selectFrom('mails')
      .select(['template', 'language', 'subject', 'to_address', 'body_text', 'return_id'])
      .orderBy('id')
      .execute(),
  );
  return all.filter(keep);
}
