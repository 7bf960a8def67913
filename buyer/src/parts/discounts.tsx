import type { HeldDiscount, portalDiscounts } from '@recoup/contract';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api.ts';
import { dayOf, money } from '../format.ts';
import { useWords } from '../words.ts';

/** The codes for the next order a problem was settled with: what each takes off, from how much, until when. */
export function Discounts({ token, returnId, look }: { token: string; returnId: string; look: unknown }) {
  const { t, language } = useWords();
  const [held, setHeld] = useState<{ rows: HeldDiscount[]; time_zone: string } | null>(null);
  useEffect(() => {
    call<typeof portalDiscounts.ofReturn>('GET', '/v1/portal/returns/:id/discounts', {
      params: { id: returnId },
      token,
    }).then(setHeld, () => {}); // asked again with the next look at the return
  }, [token, returnId, look]);
  return (
    <>
      {held?.rows.map((one) => (
        <section key={one.code} class="stack notice">
          <strong class="code">{one.code}</strong>
          <p>{t('track.discount', { percent: one.percent })}</p>
          <p class="quiet">
            {one.state === 'active'
              ? [
                  one.minimum && t('track.discount_from', { amount: money(one.minimum, language) }),
                  t('credit.until', { date: dayOf(one.expires_at, language, held.time_zone) }),
                ]
                  .filter(Boolean)
                  .join(', ')
              : t(one.state === 'used' ? 'track.discount_used' : 'track.discount_over')}
          </p>
        </section>
      ))}
    </>
  );
}
