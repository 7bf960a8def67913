import { peopleAt } from '../../inbox/index.ts';
import { momentText } from '../../platform/mail/index.ts';
import type { Finds } from './look.ts';

/** Is somebody of the staff there, and when else: by the hours the brand's chat tells. */
export const people: Finds = async ({ tx, ctx, brand, of, at }) => {
  const { here, hours, back_at } = await peopleAt(tx, ctx, {
    brandId: brand.id,
    channelId: at.sight.channel_id,
    language: of.language,
  });
  const locale = { language: of.language, time_zone: brand.timeZone, now: ctx.now };
  return {
    facts: { here, hours: hours !== null },
    variables: { hours, back: back_at && momentText(back_at.toISOString(), locale) },
  };
};
