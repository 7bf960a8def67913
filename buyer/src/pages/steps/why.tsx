import { dayOf } from '../../format.ts';
import { reasonWords, Thumb } from '../../parts/parts.tsx';
import { Shell } from '../../parts/shell.tsx';
import { useWords } from '../../words.ts';
import { chosenOf, lineOf, type StepProps } from './step.ts';

/** Why, in the words of this kind of goods. */
export function WhyStep(props: StepProps & { lineId: string }) {
  const words = useWords();
  const { t, language } = words;
  const { order, request, tell, next, lineId, brand } = props;
  const line = lineOf(order, lineId);
  const chosen = chosenOf(request, lineId);
  const reasons = order.reasons[line.category] ?? [];
  return (
    <Shell
      {...props}
      foot={
        <button type="button" class="button" disabled={chosen.reason === null} onClick={next}>
          {t('continue')}
        </button>
      }
    >
      <div class="item">
        <Thumb url={line.photo_url} />
        <div class="body">
          <strong>{line.title}</strong>
          <div class="help">
            {t('order.of', { number: order.number, date: dayOf(order.placed_at, language, brand.time_zone) })}
          </div>
        </div>
        {!request.skipsChoice && (
          <button type="button" class="link" onClick={() => history.back()}>
            {t('why.change')}
          </button>
        )}
      </div>
      <h1>{request.lines.length > 1 ? t('why.title_many', { title: line.title }) : t('why.title')}</h1>
      <fieldset class="stack" style={{ gap: 9 }}>
        <legend class="visually-hidden">{t('why.choose')}</legend>
        {reasons.map(({ reason, detail }) => (
          <label key={`${reason}/${detail}`} class="option">
            <input
              type="radio"
              name="reason"
              checked={chosen.reason === reason && chosen.detail === detail}
              onChange={() => tell({ type: 'set', lineId, change: { reason, detail, remedy: null } })}
            />
            <span class="body">{reasonWords(words, reason, detail)}</span>
          </label>
        ))}
      </fieldset>
    </Shell>
  );
}
