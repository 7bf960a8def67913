import type { AnswerOf, portal } from '@recoup/contract';
import { useState } from 'preact/hooks';
import { call, type Failed } from '../../api.ts';
import { ErrorLine, reasonWords, Thumb, Waiting } from '../../parts/parts.tsx';
import { Shell } from '../../parts/shell.tsx';
import { askOf, type Preview } from '../../request.ts';
import { useWords } from '../../words.ts';
import { amountOf, Sums } from './remedy.tsx';
import { lineOf, type StepProps } from './step.ts';

/** Everything once more, then one button. Tapping it twice, or again after a lost answer, makes one return. */
export function ReviewStep(
  props: StepProps & { preview: Preview | null; done: (made: AnswerOf<typeof portal.request>) => void },
) {
  const words = useWords();
  const { t, language } = words;
  const { brand, order, request, tell, token, preview, done } = props;
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Failed | null>(null);
  if (!preview) {
    return (
      <Shell {...props}>
        <Waiting />
      </Shell>
    );
  }
  const lines = request.lines.map((chosen) => ({
    chosen,
    line: lineOf(order, chosen.lineId),
    offer: preview.lines
      .find((one) => one.order_line_id === chosen.lineId)
      ?.offers.find((one) => one.kind === chosen.remedy),
  }));
  const whole = lines.every((one) => one.offer);
  const goesBack = lines.some((one) => one.offer?.goods_back);

  async function confirm() {
    if (busy) return;
    setBusy(true);
    setFailed(null);
    try {
      done(
        await call<typeof portal.request>('POST', '/v1/portal/returns', {
          token,
          key: request.key,
          body: askOf(request, language),
        }),
      );
    } catch (error) {
      setFailed(error as Failed);
      // A refusal is an answer; the next try is a new request. After silence the same key asks the same thing again.
      if ((error as Failed).code !== 'network') tell({ type: 'changed' });
      setBusy(false);
    }
  }
  return (
    <Shell
      {...props}
      foot={
        <>
          {failed && <ErrorLine failed={failed} />}
          <button type="button" class="button" disabled={busy || !whole} onClick={confirm}>
            {busy ? t('review.sending') : t(goesBack ? 'review.confirm' : 'review.confirm_keep')}
          </button>
        </>
      }
    >
      <div class="stack">
        <h1>{t('review.title')}</h1>
        <p class="help">{t('review.lead')}</p>
      </div>
      {lines.map(({ chosen, line, offer }) => (
        <section key={chosen.lineId} class="stack">
          <div class="item">
            <Thumb url={line.photo_url} />
            <div class="body">
              <strong>
                {chosen.quantity > 1 ? `${chosen.quantity} × ` : ''}
                {line.title}
              </strong>
              <div class="help">{reasonWords(words, chosen.reason!, chosen.detail)}</div>
              {chosen.comment.trim() && <div class="help quiet">“{chosen.comment.trim()}”</div>}
              {chosen.files.length > 0 && (
                <div class="help quiet">
                  {chosen.files.length === 1 ? t('review.photo') : t('review.photos', { count: chosen.files.length })}
                </div>
              )}
            </div>
          </div>
          {offer && (
            <div class="stack" style={{ gap: 6 }}>
              <div class="option" style={{ cursor: 'default' }}>
                <span class="body">
                  <span class="row">
                    <span>{t(`remedy.${offer.kind}`)}</span>
                    <span class="num">{amountOf(offer, words)}</span>
                  </span>
                </span>
              </div>
              {offer.amount.amount > 0 && <Sums offer={offer} />}
            </div>
          )}
        </section>
      ))}
      {preview.waits_for_person && <p class="notice">{t('remedy.ask', { brand: brand.name })}</p>}
    </Shell>
  );
}
