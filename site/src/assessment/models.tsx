/** The three ways as hatched bars on one scale, each with one good and one weak point. */
import type { ServiceModel, StartingPlan } from '@recoup/contract';
import { modelPartWords, modelWords, remarkWords, sayPlan } from '@recoup/contract/plan-words';
import { count, dollars } from '../format.ts';
import { Hatch } from '../parts/hatch.tsx';
import { useWords } from '../words.ts';

type Props = { plan: StartingPlan; chosen: ServiceModel; onChoose: (model: ServiceModel) => void };

export function Models({ plan, chosen, onChoose }: Props) {
  const { t, language } = useWords();
  const scale = Math.max(1, ...plan.models.map(({ month }) => month));
  return (
    <section class="models">
      <header>
        <h2>{t('plan.models')}</h2>
        <span class="note">{t('plan.models_note', { returns: count(plan.returns_a_month) })}</span>
        <span class="legend">
          <i class="key-spent" /> {t('calc.spent')}
        </span>
      </header>
      {plan.models.map(({ kind, parts, month, year, good, weak }) => (
        <label key={kind} class="model" data-on={kind === chosen}>
          <input type="radio" name="model" checked={kind === chosen} onChange={() => onChoose(kind)} />
          <span class="model-name">
            <b>{modelWords[kind].name[language]}</b>
            {kind === plan.suggested && <em>{t('plan.suggested')}</em>}
            <small>{modelWords[kind].what[language]}</small>
          </span>
          <span class="model-bars">
            <span class="bars">
              {parts.map(({ code, amount }) => (
                <span key={code} class="part" style={{ width: `${(Math.max(0, amount) / scale) * 100}%` }}>
                  <span class="bar-box">
                    <Hatch />
                  </span>
                </span>
              ))}
            </span>
            <span class="part-names">
              {parts.map(({ code, amount }) => (
                <small key={code}>
                  {modelPartWords[code][language]} {dollars(amount)}
                </small>
              ))}
            </span>
            <span class="points">
              <span class="good">
                <Tick /> {sayPlan(remarkWords[good.code]!, language, good.facts)}
              </span>
              <small>{sayPlan(remarkWords[weak.code]!, language, weak.facts)}</small>
            </span>
          </span>
          <span class="model-cost">
            <b>{dollars(month)}</b>
            <small>{t('plan.year', { amount: dollars(year) })}</small>
          </span>
        </label>
      ))}
      <p class="note why-model">
        {t('plan.why', { why: sayPlan(remarkWords[plan.why.code]!, language, plan.why.facts) })}
      </p>
    </section>
  );
}

/** Good: a tick on a disc. */
export const Tick = () => (
  <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
    <circle cx="6" cy="6" r="6" fill="var(--goodS)" />
    <path d="M3.4 6.2 5.3 8l3.4-3.8" fill="none" stroke="var(--surface)" stroke-width="1.6" />
  </svg>
);
