import type { BuyerCharge, portalCharges } from '@recoup/contract';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { call, type Failed } from '../api.ts';
import { money } from '../format.ts';
import { useWords } from '../words.ts';
import { ErrorLine } from './parts.tsx';

const settled = {
  paid: 'track.paid',
  authorized: 'track.held',
  released: 'track.released',
  captured: 'track.captured',
} as const;

/** What the buyer is asked to pay for a return: the difference of an exchange, a hold on the card; and what became of it. */
export function Charges({ token, returnId, look }: { token: string; returnId: string; look: unknown }) {
  const { t, language } = useWords();
  const [charges, setCharges] = useState<BuyerCharge[]>([]);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Failed | null>(null);
  const read = useCallback(
    () =>
      call<typeof portalCharges.list>('GET', '/v1/portal/charges', { token }).then(
        ({ rows }) => setCharges(rows.filter((one) => one.return_id === returnId)),
        () => {}, // asked again with the next look at the return
      ),
    [token, returnId],
  );
  useEffect(() => void read(), [read, look]);

  async function pay(charge: BuyerCharge) {
    if (busy) return;
    setBusy(true);
    setFailed(null);
    try {
      const { url } = await call<typeof portalCharges.pay>('POST', '/v1/portal/charges/:id/pay', {
        params: { id: charge.id },
        token,
        key: crypto.randomUUID(),
      });
      location.assign(url);
    } catch (error) {
      setFailed(error as Failed);
      setBusy(false);
      void read();
    }
  }
  return (
    <>
      {charges.map((charge) => {
        const amount = money(charge.amount, language);
        if (charge.state in settled) {
          return (
            <p key={charge.id} class="notice">
              {t(settled[charge.state as keyof typeof settled], { amount })}
            </p>
          );
        }
        if (charge.payable) {
          return (
            <section key={charge.id} class="stack">
              <p class="help">{t(charge.purpose === 'hold' ? 'track.pay_hold' : 'track.pay_difference')}</p>
              <button type="button" class="button" disabled={busy} onClick={() => pay(charge)}>
                {t(charge.purpose === 'hold' ? 'track.hold_button' : 'track.pay', { amount })}
              </button>
            </section>
          );
        }
        return charge.state === 'failed' || charge.state === 'expired' ? (
          <p key={charge.id} class="notice">
            {t('track.not_payable', { amount })}
          </p>
        ) : null;
      })}
      {failed && <ErrorLine failed={failed} />}
    </>
  );
}
