/** The suggested policy as sentences with the values in them, each to be typed over. */
import type { PolicyEdits, StartingPlan } from '@recoup/contract';
import type { ComponentChildren } from 'preact';
import { Sentence } from '../parts/sentence.tsx';
import { TypedNumber } from '../parts/typed-number.tsx';
import { type Key, useWords } from '../words.ts';

type Numeric = Exclude<keyof PolicyEdits, 'opened'>;
const BOUNDS: Record<Numeric, { kind: 'money' | 'count'; max: number }> = {
  window_days: { kind: 'count', max: 365 },
  keep_it_percent: { kind: 'count', max: 100 },
  buyer_fee: { kind: 'money', max: 100_000 },
  refund_within_days: { kind: 'count', max: 60 },
  ask_above: { kind: 'money', max: 10_000_000 },
  second_person_above: { kind: 'money', max: 10_000_000 },
  warranty_months: { kind: 'count', max: 240 },
};

export function Policy({ plan, onChange }: { plan: StartingPlan; onChange: (edits: PolicyEdits) => void }) {
  const { t, language } = useWords();
  const { policy } = plan;
  const number = (name: Numeric, value: number) => (
    <TypedNumber
      kind={BOUNDS[name].kind}
      min={0}
      max={BOUNDS[name].max}
      label={t(`p.field.${name}`)}
      value={value}
      onChange={(next) => onChange({ [name]: next })}
    />
  );
  const opened = (
    <select
      class="word"
      aria-label={t('p.field.opened')}
      value={policy.condition.opened}
      onChange={(event) => onChange({ opened: event.currentTarget.value as NonNullable<PolicyEdits['opened']> })}
    >
      {(['accepted', 'ask', 'refused'] as const).map((one) => (
        <option key={one} value={one}>
          {t(`p.opened.${one}`)}
        </option>
      ))}
    </select>
  );
  const helps = [
    ...(policy.remedies.guidance ? [t('p.help.guidance')] : []),
    ...(policy.remedies.spare_part ? [t('p.help.part')] : []),
    ...(policy.remedies.exchange ? [t('p.help.swap')] : []),
  ];
  const listed = new Intl.ListFormat(language === 'zh' ? 'zh-CN' : 'en', { type: 'disjunction' }).format(helps);
  const line = (key: Key, holes: Record<string, ComponentChildren>) => (
    <p>
      <Sentence
        text={t(key, Object.fromEntries(Object.keys(holes).map((name) => [name, `{${name}}`])))}
        holes={holes}
      />
    </p>
  );
  return (
    <section class="policy">
      <header>
        <h2>{t('plan.policy')}</h2>
        <span class="note">{t('plan.policy_note')}</span>
      </header>
      {line('p.window', { days: number('window_days', policy.window.days), opened })}
      {helps.length > 0 && line('p.help', { remedies: <b>{listed}</b> })}
      {line('p.keep', { percent: number('keep_it_percent', policy.remedies.keep_it.percent) })}
      {line('p.freight', { fee: number('buyer_fee', policy.freight.buyer_fee) })}
      {line('p.refund', { days: number('refund_within_days', policy.refund_within_days) })}
      {policy.ask_person.above !== null && line('p.ask', { amount: number('ask_above', policy.ask_person.above) })}
      {plan.second_person_above !== null &&
        line('p.second', { amount: number('second_person_above', plan.second_person_above) })}
      {line('p.warranty', { months: number('warranty_months', policy.warranty.months) })}
    </section>
  );
}
