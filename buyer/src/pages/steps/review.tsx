import { day } from '../../format.ts';
import { ErrorLine, reasonWords, Thumb, Waiting } from '../../parts/parts.tsx';
import { Shell } from '../../parts/shell.tsx';
import { type Answer, type AnswerLine, type Chosen, offerOf } from '../../request.ts';
import { useWords, type Words } from '../../words.ts';
import { type Made, useConfirm } from './confirm.ts';
import { amountOf } from './offer-words.ts';
import { differenceWords } from './pickers.tsx';
import { Sums } from './remedy.tsx';
import { lineOf, type StepProps } from './step.ts';

/** Everything once more, then one button. Tapping it twice, or again after a lost answer, makes one return. */
export function ReviewStep(props: StepProps & { answer: Answer | null; done: (made: Made) => void }) {
  const words = useWords();
  const { t, language } = words;
  const { brand, order, request, answer, done } = props;
  const { confirm, busy, failed } = useConfirm(props, done);
  if (!answer) {
    return (
      <Shell {...props}>
        <Waiting />
      </Shell>
    );
  }
  const lines = request.lines.map((chosen) => ({
    chosen,
    line: lineOf(order, chosen.lineId),
    seen: answer.lines.find((one) => one.order_line_id === chosen.lineId),
    offer: offerOf(
      answer.lines.find((one) => one.order_line_id === chosen.lineId),
      chosen.remedy,
    ),
  }));
  const whole = lines.every((one) => one.offer);
  const goesBack = lines.some((one) => one.offer?.goods_back);

  return (
    <Shell
      {...props}
      foot={
        <>
          {failed && <ErrorLine failed={failed} />}
          <button type="button" class="button" disabled={busy || !whole} onClick={() => void confirm(request)}>
            {busy ? t('review.sending') : t(goesBack ? 'review.confirm' : 'review.confirm_keep')}
          </button>
        </>
      }
    >
      <div class="stack">
        <h1>{t('review.title')}</h1>
        <p class="help">{t('review.lead')}</p>
      </div>
      {lines.map(({ chosen, line, offer, seen }) => (
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
                  {goodsOf(chosen, seen, t).map((one) => (
                    <span key={one} class="help">
                      {one}
                    </span>
                  ))}
                  {offer.kind === 'exchange' && offer.difference && (
                    <span class="help">{differenceWords(offer.difference, { t, language })}</span>
                  )}
                  {offer.by && (
                    <span class="help">
                      {t(offer.goods_back ? 'remedy.by' : 'remedy.by_now', { date: day(offer.by, language) })}
                    </span>
                  )}
                </span>
              </div>
              {offer.amount.amount > 0 && <Sums offer={offer} />}
            </div>
          )}
        </section>
      ))}
      {answer.waits_for_person && <p class="notice">{t('remedy.ask', { brand: brand.name })}</p>}
    </Shell>
  );
}

/** What leaves for it, as it was chosen. */
function goodsOf(chosen: Chosen, seen: AnswerLine | undefined, t: Words['t']): string[] {
  if (chosen.remedy === 'exchange') {
    const variant = seen?.exchange_for.find(({ variant_id }) => variant_id === chosen.variantId);
    return variant ? [variant.title] : [];
  }
  if (chosen.remedy !== 'spare_part') return [];
  return (seen?.parts ?? []).flatMap(({ part_id, title }) => {
    const count = chosen.parts[part_id] ?? 0;
    return count > 0 ? [count > 1 ? t('parts.times', { count, title }) : title] : [];
  });
}
