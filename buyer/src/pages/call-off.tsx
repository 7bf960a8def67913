import type { Cancellation, CancelReason, portalCancellations } from '@recoup/contract';
import { useEffect, useState } from 'preact/hooks';
import { call, type Failed } from '../api.ts';
import { money } from '../format.ts';
import { ErrorLine } from '../parts/parts.tsx';
import { useWords } from '../words.ts';

const REASONS: readonly CancelReason[] = [
  'no-longer-needed',
  'ordered-by-mistake',
  'better-price-available',
  'takes-too-long',
  'other',
];

/** Above what may be sent back: an order that has not left may be called off, whole. Shows nothing where it may not. */
export function CallOff({ token }: { token: string }) {
  const { t, language } = useWords();
  const [possible, setPossible] = useState<Cancellation | null>(null);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState<CancelReason | null>(null);
  const [sending, setSending] = useState(false);
  const [done, setDone] = useState<Cancellation | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);

  useEffect(() => {
    call<typeof portalCancellations.consider>('GET', '/v1/portal/cancellation', { token }).then(setPossible, () => {});
  }, [token]);

  const back = (of: Cancellation) =>
    of.back.map(({ amount, to }) => (
      <p key={to ?? ''}>
        <b>{money(amount, language)}</b> {to ? t('cancel.to', { to }) : t('cancel.back')}
      </p>
    ));
  if (done) {
    return (
      <div class="notice good" role="status">
        <span>
          <b>{t('cancel.done')}</b>
          {back(done)}
        </span>
      </div>
    );
  }
  if (possible?.answer !== 'yes') return null;
  if (!asking) {
    return (
      <div class="notice">
        <span>{t('cancel.not_sent')}</span>
        <button type="button" class="button second" onClick={() => setAsking(true)}>
          {t('cancel.open')}
        </button>
      </div>
    );
  }
  const send = async () => {
    if (!reason || sending) return;
    setSending(true);
    setFailed(null);
    const body = { reason };
    await call<typeof portalCancellations.cancel>('POST', '/v1/portal/cancel', { token, body }).then(
      setDone,
      setFailed,
    );
    setSending(false);
  };
  return (
    <fieldset class="stack">
      <legend>
        <h2>{t('cancel.why')}</h2>
      </legend>
      {back(possible)}
      {REASONS.map((one) => (
        <label key={one} class="option">
          <input type="radio" name="cancel-reason" checked={reason === one} onChange={() => setReason(one)} />
          <span class="body">{t(`cancel.reason.${one}`)}</span>
        </label>
      ))}
      {failed && <ErrorLine failed={failed} />}
      <button type="button" class="button" disabled={!reason || sending} onClick={() => void send()}>
        {t('cancel.do')}
      </button>
      <button type="button" class="button second" onClick={() => setAsking(false)}>
        {t('cancel.leave')}
      </button>
    </fieldset>
  );
}
