import { randomBytes } from 'node:crypto';
import type { ChannelKind, ChannelSettings, InboxChannel } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { seal } from '../../platform/secrets.ts';
import { findCalendar } from '../clocks/promises.store.ts';
import { normalPoint } from '../contacts/points.ts';
import { readChannel } from './channel-answer.ts';
import { addressTaken, insertChannel, insertKey } from './channels.store.ts';
import { checkHosts } from './hosts.ts';
import { hasSecret, sealed } from './settings.ts';

export type NewChannel = { brand_id: string; name: string; settings: ChannelSettings };

/**
 * A manager opens a channel. The secret that signs its hooks (or the identities of its widget) is in this answer and in no
 * other: it is kept sealed.
 *
 * Throws `brand.not_found`, `calendar.not_found`, `channel.address_taken`, `channel.forbidden_address`.
 */
export async function openNewChannel(ctx: Ctx, given: NewChannel): Promise<InboxChannel & { secret: string | null }> {
  await checkHosts(ctx.config, given.settings);
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, given.brand_id);
    const { id, secret } = await addChannel(tx, ctx, given);
    return { ...(await readChannel(tx, ctx, id)), secret };
  });
}

export async function addChannel(tx: Tx, ctx: Ctx, given: NewChannel): Promise<{ id: string; secret: string | null }> {
  const { brand_id, name } = given;
  const settings = await checkedSettings(tx, ctx, given.settings, null);
  const id = newId();
  const { kind } = settings;
  const secret = hasSecret(kind) ? newChannelSecret() : null;
  await insertChannel(tx, ctx, {
    id,
    brand_id,
    kind,
    platform: platformOf(settings),
    name,
    settings: sealed(ctx.config.secret, settings, null),
    secret: secret && seal(ctx.config.secret, secret),
    created_at: ctx.now,
  });
  const key = keyOf(kind, id);
  if (key) await insertKey(tx, ctx, key, { id, brand_id });
  const subject = { kind: 'channel', id };
  await record(tx, ctx, [{ type: 'channel.opened', subject, brand_id, data: { name, kind } }]);
  return { id, secret };
}

/** Settings as they may stand: an address of one channel only, a calendar that is there. */
export async function checkedSettings(
  tx: Tx,
  ctx: Ctx,
  settings: ChannelSettings,
  but: string | null,
): Promise<ChannelSettings> {
  if (settings.kind === 'chat' && settings.calendar_id !== null) await findCalendar(tx, ctx, settings.calendar_id);
  if (settings.kind === 'email') {
    const address = settings.address.toLowerCase();
    if (await addressTaken(tx, ctx, { field: 'address', value: address, but }))
      throw new Refusal('channel.address_taken', { address });
    return { ...settings, address };
  }
  if (settings.kind === 'phone' && settings.number.trim() !== '') {
    const number = normalPoint('phone', settings.number) ?? '';
    if (await addressTaken(tx, ctx, { field: 'number', value: number, but }))
      throw new Refusal('channel.address_taken', { address: number });
    return { ...settings, number };
  }
  return settings;
}

export function platformOf(settings: ChannelSettings): string | null {
  return 'platform' in settings ? settings.platform : null;
}

export const newChannelSecret = () => `cs_${randomBytes(32).toString('base64url')}`;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A widget's public key, or for channels with a hook the id in its address; a form is found by its brand's name, a phone by nobody. */
function keyOf(kind: ChannelKind, id: string): string | null {
  if (kind === 'form' || kind === 'phone') return null;
  if (kind !== 'chat') return id;
  // 62 letters do not divide 256; what is above the last whole multiple is thrown away.
  const letters = [...randomBytes(96)].filter((byte) => byte < 248).map((byte) => LETTERS[byte % 62]);
  return `ck_${letters.slice(0, 24).join('')}`;
}
