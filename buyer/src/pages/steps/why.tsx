import type { portalRemedies } from '@recoup/contract';
import { useState } from 'preact/hooks';
import { call } from '../../api.ts';
import { dayOf } from '../../format.ts';
import { CallCard } from '../../parts/call-card.tsx';
import { reasonWords, Thumb } from '../../parts/parts.tsx';
import { Shell } from '../../parts/shell.tsx';
import { unchosen, wanted } from '../../request.ts';
import { useWords } from '../../words.ts';
import { chosenOf, lineOf, type StepProps } from './step.ts';

/** Why, in the words of this kind of goods. */
export function WhyStep(props: StepProps & { lineId: string }) {
  const words = useWords();
  const { t, language } = words;
  const { order, request, tell, next, lineId, brand, token } = props;
  const [busy, setBusy] = useState(false);
  const line = lineOf(order, lineId);
  const chosen = chosenOf(request, lineId);
  const reasons = order.reasons[line.category] ?? [];

  // What could put it right comes next, where there is something; where the answer fails, the return goes on without it.
  async function goOn() {
    if (busy) return;
    if (chosen.first) return next();
    setBusy(true);
    const answer = await call<typeof portalRemedies.ask>('POST', '/v1/portal/remedies', {
      token,
      body: { lines: wanted({ lines: [chosen] }) },
    }).catch(() => null);
    const first = answer?.lines.find((one) => one.order_line_id === lineId) ?? null;
    setBusy(false);
    tell({ type: 'set', lineId, change: { first } });
    next();
  }
  return (
    <Shell
      {...props}
      foot={
        <button type="button" class="button" disabled={chosen.reason === null || busy} aria-busy={busy} onClick={goOn}>
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
              onChange={() => tell({ type: 'set', lineId, change: { ...unchosen, reason, detail, first: null } })}
            />
            <span class="body">{reasonWords(words, reason, detail)}</span>
          </label>
        ))}
      </fieldset>
      <CallCard brand={brand} token={token} origin="portal" lineId={lineId} />
    </Shell>
  );
}
