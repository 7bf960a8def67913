import type { BuyerLanguage } from '@recoup/contract';
import { momentText } from '../../platform/mail/index.ts';
import type { Call } from '../calls/call.ts';

export type TimesInWords = { yours: string; ours: string | null };

/** An agreed time as the buyer's clock shows it, and as the brand's does where that is another. */
export function timesOf(
  when: Date,
  {
    at,
    brand,
    language,
    now,
  }: { at: Pick<Call, 'time_zone'>; brand: { timeZone: string }; language: BuyerLanguage; now: Date },
): TimesInWords {
  const say = (time_zone: string) => momentText(when.toISOString(), { language, time_zone, now });
  const [yours, ours] = [say(at.time_zone ?? brand.timeZone), say(brand.timeZone)];
  return { yours, ours: ours === yours ? null : ours };
}
