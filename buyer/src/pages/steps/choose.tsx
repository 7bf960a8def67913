import { useState } from 'preact/hooks';
import { day, dayOf } from '../../format.ts';
import { CallCard } from '../../parts/call-card.tsx';
import { later } from '../../parts/later.tsx';
import { Thumb } from '../../parts/parts.tsx';
import { Shell } from '../../parts/shell.tsx';
import { go } from '../../place.ts';
import { type Order, unchosen } from '../../request.ts';
import { type Key, useWords, type Words } from '../../words.ts';
import type { StepProps } from './step.ts';

const CallOff = later(() => import('../call-off.tsx').then((part) => part.CallOff));

/** The order's things: which of them, and how many. What cannot come back says why. */
export function ChooseStep(props: StepProps) {
  const words = useWords();
  const { t, language } = words;
  const { brand, order, request, tell, next, token } = props;
  const [tried, setTried] = useState(false);
  const possible = order.lines.some((line) => line.quantity_left > 0 && line.verdict.answer !== 'no');
  return (
    <Shell
      {...props}
      foot={
        possible && (
          <button type="button" class="button" onClick={() => (request.lines.length > 0 ? next() : setTried(true))}>
            {t('continue')}
          </button>
        )
      }
    >
      <div class="stack">
        <h1>{t('order.title')}</h1>
        <p class="help">
          {t('order.of', { number: order.number, date: dayOf(order.placed_at, language, brand.time_zone) })}
        </p>
      </div>
      {order.returns.length === 0 && order.lines.every(({ delivered_at }) => delivered_at === null) && (
        <CallOff token={token} />
      )}
      {order.returns.length > 0 && (
        <section class="stack">
          <h2>{t('order.returns')}</h2>
          {order.returns.map((one) => (
            <button
              key={one.id}
              type="button"
              class="option"
              onClick={() => go(`/b/${brand.slug}/r/${token}/${one.id}`)}
            >
              <span class="body">
                <span class="row">
                  <span class="mono">{one.code}</span>
                  <span class="help">{dayOf(one.requested_at, language, brand.time_zone)}</span>
                </span>
                <span class="help">{one.units === 1 ? t('order.unit') : t('order.units', { count: one.units })}</span>
              </span>
            </button>
          ))}
        </section>
      )}
      <fieldset class="stack">
        <legend class="visually-hidden">{t('order.title')}</legend>
        {order.lines.map((line) => {
          const chosen = request.lines.find((one) => one.lineId === line.order_line_id);
          const closed = line.quantity_left === 0 || line.verdict.answer === 'no';
          return (
            <div key={line.order_line_id} class="stack" style={{ gap: 8 }}>
              <label class="option">
                <input
                  type="checkbox"
                  checked={chosen !== undefined}
                  disabled={closed}
                  onChange={() => tell({ type: 'toggle', lineId: line.order_line_id })}
                />
                <Thumb url={line.photo_url} />
                <span class="body">
                  <span class="row">{line.title}</span>
                  <span class="help">{note(line, words)}</span>
                </span>
              </label>
              {chosen && line.quantity_left > 1 && (
                <div class="item">
                  <span class="body help">{t('order.quantity')}</span>
                  <span class="stepper">
                    <button
                      type="button"
                      aria-label={t('order.less')}
                      disabled={chosen.quantity <= 1}
                      onClick={() =>
                        tell({
                          type: 'set',
                          lineId: chosen.lineId,
                          change: { ...unchosen, first: null, quantity: chosen.quantity - 1 },
                        })
                      }
                    >
                      −
                    </button>
                    <output>{chosen.quantity}</output>
                    <button
                      type="button"
                      aria-label={t('order.more')}
                      disabled={chosen.quantity >= line.quantity_left}
                      onClick={() =>
                        tell({
                          type: 'set',
                          lineId: chosen.lineId,
                          change: { ...unchosen, first: null, quantity: chosen.quantity + 1 },
                        })
                      }
                    >
                      +
                    </button>
                  </span>
                </div>
              )}
            </div>
          );
        })}
      </fieldset>
      <CallCard brand={brand} token={token} origin="portal" />
      {!possible && (
        <p class="notice">
          <span>
            {t('order.none')} {brand.support_email && t('order.ask_us', { email: brand.support_email })}
          </span>
        </p>
      )}
      <p class="help">
        <a href={`/v1/portal/receipt.pdf?token=${encodeURIComponent(token)}`} target="_blank" rel="noreferrer">
          {t('order.receipt')}
        </a>
      </p>
      {tried && request.lines.length === 0 && (
        <p class="error" role="alert">
          {t('order.choose')}
        </p>
      )}
    </Shell>
  );
}

function note(line: Order['lines'][number], words: Words): string {
  const { t, language } = words;
  if (line.quantity_left === 0) return t('verdict.line.nothing_left');
  if (line.verdict.answer === 'no') return verdictWords(line.verdict, words);
  if (line.verdict.warranty) return t('order.warranty');
  return line.verdict.until ? t('order.until', { date: day(line.verdict.until, language) }) : '';
}

/** The first reason of a verdict in words. */
export function verdictWords(verdict: Order['lines'][number]['verdict'], { t, has, language }: Words): string {
  const because = verdict.because[0];
  const key = because ? `verdict.${because.code}` : '';
  const until = verdict.until ? day(verdict.until, language) : '';
  return has(key) ? t(key as Key, { until }) : t('remedy.no');
}
