import { brandLook } from '@recoup/contract';
import { signFile } from '../platform/files/index.ts';
import type { MailBrand } from '../platform/mail/index.ts';
import { keyOfFile } from '../platform/outbox.store.ts';
import type { SenderOf } from '../platform/outbox.ts';
import { Refusal } from '../platform/refusal.ts';
import { loadWorkspace } from './accounts.store.ts';
import { findBrand } from './brands.store.ts';

/** A mail's logo is looked at long after it was sent. */
const LOGO_DAYS = 730;

/** Who a mail comes from, as its reader sees it: the brand, or for mails to staff the workspace. */
export const senderOf: SenderOf = async (tx, ctx, brandId): Promise<MailBrand> => {
  if (brandId === null) {
    const { name } = await loadWorkspace(tx);
    return { name, color: '#1E2A4A', logo_url: null, support_email: null, time_zone: 'UTC' };
  }
  const brand = await findBrand(tx, brandId);
  if (!brand) throw new Refusal('brand.not_found');
  const { color, logo_file_id } = brandLook.parse(brand.look);
  const key = logo_file_id && (await keyOfFile(tx, logo_file_id));
  const until = new Date(ctx.now.getTime() + LOGO_DAYS * 86_400_000);
  return {
    name: brand.name,
    color,
    logo_url: key ? `${ctx.config.publicUrl}/v1/files/${signFile(key, ctx.config.secret, until)}` : null,
    support_email: brand.support_email,
    time_zone: brand.time_zone,
  };
};
