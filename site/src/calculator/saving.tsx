/** The two bars that show nothing but the difference, and the formula written out. */
import type { CalculatorAnswer } from '@recoup/contract/cost-of-returns';
import { calculatorLimits } from '@recoup/contract/cost-of-returns';
import { Info } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { count, dollars, plainDollars } from '../format.ts';
import { Hatch } from '../parts/hatch.tsx';
import { wrongWords } from '../parts/wrong.ts';
import { useWords } from '../words.ts';
import type { Typed } from './link.ts';
import { type NumbersProps, Small, Source, wrongOf } from './numbers.tsx';

type Props = { answer: CalculatorAnswer; typed: Typed; setField: NumbersProps['setField']; earlyCost: number };

export function Saving({ answer, typed, setField, earlyCost }: Props) {
  const words = useWords();
  const { t } = words;
  const [open, setOpen] = useState(false);
  const { returns_a_month, solved_a_month, all_returned, solved_early, saving_a_month, saving_a_year } = answer;
  const whole = Math.max(1, all_returned, solved_early);
  const width = (amount: number) => `${Math.max(0, (amount / whole) * 100)}%`;
  const wrong = wrongOf(typed, 'early_cost');
  const less = saving_a_month >= 0;
  return (
    <section class="saving">
      <h2>{t('save.title', { returns: count(returns_a_month), solved: count(solved_a_month) })}</h2>
      <div class="pair">
        <span>{t('save.all')}</span>
        <div class="track">
          <div class="spent" style={{ width: width(all_returned) }}>
            <Hatch />
          </div>
        </div>
        <b>{dollars(all_returned)}</b>
        <span>{t('save.early')}</span>
        <div class="track">
          <div class="spent" style={{ width: width(solved_early) }}>
            <Hatch />
          </div>
          {saving_a_month > 0 && <div class="back" style={{ width: width(saving_a_month) }} />}
        </div>
        <b>{dollars(solved_early)}</b>
      </div>
      <p class="less" data-less={less}>
        <strong>{t(less ? 'save.less' : 'save.more', { amount: dollars(Math.abs(saving_a_month)) })}</strong>{' '}
        <span>{t('save.year', { amount: dollars(Math.abs(saving_a_year)) })}</span>
      </p>
      <p class="formula">
        {t('save.formula', {
          solved: count(solved_a_month),
          cost: plainDollars(answer.real_cost),
          early: plainDollars(earlyCost),
        })}{' '}
        <Small field="early_cost" label={t('save.early_cost')} typed={typed} setField={setField} />
        <button
          type="button"
          class="why"
          aria-expanded={open}
          aria-label={t('calc.where_from', { field: t('field.early_cost') })}
          onClick={() => setOpen(!open)}
        >
          <Info size={14} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </p>
      {wrong && (
        <p class="wrong" role="alert">
          {wrongWords(words, wrong, calculatorLimits.early_cost.kind)}
        </p>
      )}
      {open && <Source kind={typed.kind} field="early_cost" />}
    </section>
  );
}
