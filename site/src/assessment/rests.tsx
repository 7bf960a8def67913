/** Every rule of thumb behind the plan, with its basis; any of them is replaced by typing. */
import type { Assumptions, StartingPlan } from '@recoup/contract';
import { assumptionWords } from '@recoup/contract/plan-words';
import { dollars, longDate, percent } from '../format.ts';
import type { Bounds } from '../number.ts';
import { TypedNumber } from '../parts/typed-number.tsx';
import { useWords } from '../words.ts';

type One = StartingPlan['assumptions'][number];
type Props = {
  plan: StartingPlan;
  changed: Partial<Assumptions>;
  onChange: (assumptions: Partial<Assumptions>) => void;
};

/** As the contract has them; a test holds the two together. */
export function boundsOf({ key, unit }: Pick<One, 'key' | 'unit'>): Bounds {
  if (unit === 'money') return { kind: 'money', min: 0, max: 10_000_000 };
  if (key === 'zone_step') return { kind: 'share', min: 0, max: 5_000 };
  if (unit === 'share') return { kind: 'share', min: 0, max: 10_000 };
  if (unit === 'minutes') return { kind: 'count', min: 1, max: 240 };
  if (unit === 'hours') return { kind: 'count', min: 20, max: 400 };
  return { kind: 'count', min: 0, max: unit === 'days' ? 3_650 : 500 };
}

export function Rests({ plan, changed, onChange }: Props) {
  const { t, language } = useWords();
  const differing = plan.assumptions.filter(({ value, usual }) => value !== usual).length;
  const said = ({ unit, usual }: One) =>
    unit === 'money' ? dollars(usual) : unit === 'share' ? percent(usual) : String(usual);
  return (
    <details class="rests" id="rests">
      <summary>
        <h2>{t('plan.rests')}</h2>
        <span class="note">{t('plan.rests_note', { n: plan.assumptions.length })}</span>
        {differing > 0 && <em>{t('plan.rests_changed', { n: differing })}</em>}
      </summary>
      {differing > 0 && (
        <button type="button" class="link" onClick={() => onChange({})}>
          {t('plan.reset')}
        </button>
      )}
      <ul>
        {plan.assumptions.map((one) => (
          <li key={one.key} data-changed={one.value !== one.usual}>
            <span>
              <b>{assumptionWords[one.key]![language]}</b>
              <small>
                {one.basis[language] ?? one.basis.en} {longDate(one.as_of, language)}{' '}
                {one.source_url && (
                  <a href={one.source_url} target="_blank" rel="noreferrer noopener">
                    {new URL(one.source_url).hostname.replace(/^www\./, '')}
                  </a>
                )}
                {one.value !== one.usual && <i>{t('plan.usual', { value: said(one) })}</i>}
              </small>
            </span>
            <TypedNumber
              look="field"
              {...boundsOf(one)}
              before={one.unit === 'money' ? '$' : undefined}
              after={
                one.unit === 'share'
                  ? '%'
                  : one.unit === 'minutes' || one.unit === 'hours' || one.unit === 'days'
                    ? t(`unit.${one.unit}`)
                    : undefined
              }
              label={assumptionWords[one.key]![language]}
              value={one.value}
              onChange={(value) => onChange({ ...changed, [one.key]: value })}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}
