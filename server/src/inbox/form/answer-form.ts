import { channelSettings } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { inWorkspace } from '../../platform/db.ts';
import { transportOf } from '../../platform/outbox.ts';
import { type ChannelConnector, connectorOf } from '../channel.ts';

/**
 * Answers what came over the contact form of a brand without a mail channel: by mail all the same, the installation's own
 * way out, from the brand's support address. (With a mail channel the answers go by that one, see which-conversation.ts.)
 */
export const formAnswers: ChannelConnector = {
  kinds: ['form'],
  async deliver(ctx, channel, message) {
    const mail = connectorOf('email');
    if (!mail) return { outcome: 'refused', reason: 'no_way_out' };
    const brand = await inWorkspace(ctx, (tx) => brandOf(tx, channel.brand_id));
    const address = brand.supportEmail ?? transportOf(ctx.config).from.address;
    const settings = channelSettings.parse({ kind: 'email', address, from_name: brand.name });
    return mail.deliver(ctx, { ...channel, kind: 'email', settings }, message);
  },
};
