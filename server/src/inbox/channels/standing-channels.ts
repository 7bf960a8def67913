import type { ChannelSettings } from '@recoup/contract';
import { openBrands } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { reaction } from '../../platform/record.ts';
import { lockName } from '../contacts/contacts.store.ts';
import { kindsOfBrand } from './channels.store.ts';
import { addChannel } from './open-channel.ts';

/** What needs no server and no password, every brand has from its first day: the widget, the contact form, the log of calls. */
const STANDING: readonly { name: string; settings: ChannelSettings }[] = [
  {
    name: 'Chat',
    settings: { kind: 'chat', origins: [], identity: 'optional', greeting: null, position: 'right', calendar_id: null },
  },
  { name: 'Contact form', settings: { kind: 'form' } },
  { name: 'Phone', settings: { kind: 'phone', number: '' } },
];

/** Opens those of the standing channels a brand never had; one that was archived stays so. */
export function openStandingChannels(ctx: Ctx, brandId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    await lockName(tx, `standing-channels:${brandId}`);
    const has = await kindsOfBrand(tx, ctx, brandId);
    for (const { name, settings } of STANDING) {
      if (!has.has(settings.kind)) await addChannel(tx, ctx, { brand_id: brandId, name, settings });
    }
  });
}

export const standingChannels = reaction({
  on: 'brand.opened',
  name: 'open-standing-channels',
  run: (ctx, event) => openStandingChannels(ctx, event.subject.id),
});

/** Brands that were there before the inbox was get theirs within the hour. */
export const standingChannelsJob = job({
  name: 'open-missing-channels',
  cron: '7 * * * *',
  async run(ctx) {
    const brands = await inWorkspace(ctx, (tx) => openBrands(tx));
    for (const id of brands) await openStandingChannels(ctx, id);
  },
});
