/** The three facts at the head of a return, each with the one line that explains it. */
import type { ReturnDetail } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import type { Fact } from '../ui/three-facts.tsx';
import { useVerdictWords } from '../verdicts/verdict-words.ts';
import { useReturnFacts } from './facts.ts';

export function useDetailFacts(at: ReturnDetail): { where: Fact; decided: Fact; money: Fact } {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const terms = useTerms();
  const facts = useReturnFacts();
  const join = (parts: readonly (string | null | undefined | false)[]) => parts.filter(Boolean).join(t('list.comma'));

  const decided = useDecidedNote(at);
  const { place, money } = at.facts;
  const waiting = at.units.find((unit) => unit.stage !== 'gone') ?? at.units[0];
  const whereNote =
    at.units.length > 0 && waiting ? (
      at.units.length === 1 ? (
        <>
          <Link to={`/units/${waiting.id}` as '/'} className="returns-quiet-link">
            <Code>{waiting.lpn}</Code>
          </Link>
          {t('list.comma')}
          {terms.unit_stage(waiting.stage)}
        </>
      ) : (
        join([t('where.units', { count: at.units.length }), terms.unit_stage(waiting.stage)])
      )
    ) : place.due && at.stage === 'approved' ? (
      t('where.send_by', { day: f.calendarDay(place.due, true) })
    ) : at.stage === 'in_transit' ? (
      join([at.label && terms.carrier(at.label.carrier), place.tracking])
    ) : at.goods_back ? undefined : (
      t('where.nothing_back')
    );

  const sum = money.amount && f.money(money.amount.amount, money.amount.currency);
  const moneyNote =
    money.state === 'owed' || money.state === 'second_person'
      ? join([sum, money.due && t('money.send_before', { time: f.dateTime(money.due) })])
      : money.state === 'not_owed'
        ? t(at.goods_back ? 'money.after_check' : 'money.after_yes')
        : sum;
  return {
    where: { ...facts.where(at.facts), ...(whereNote ? { note: whereNote } : {}) },
    decided: { ...facts.decided(at.facts), ...(decided ? { note: decided } : {}) },
    money: {
      ...facts.money(at.facts),
      ...(money.state === 'owed' ? { word: terms.money('owed') } : {}),
      ...(moneyNote ? { note: moneyNote } : {}),
    },
  };
}

/** Who decided when, or what is still asked: by where the decision stands now. */
function useDecidedNote(at: ReturnDetail): string | null {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const verdicts = useVerdictWords();
  const join = (parts: readonly (string | null | undefined | false)[]) => parts.filter(Boolean).join(t('list.comma'));
  // Ids of events rise with time.
  const lastOf = (...types: string[]) =>
    at.timeline
      .filter(({ type }) => types.includes(type))
      .toSorted((a, b) => a.id.localeCompare(b.id))
      .at(-1);
  const quoted = (text: unknown) => typeof text === 'string' && text !== '' && t('quoted', { text });
  if (at.stage === 'requested') {
    return join([
      ...at.review.map(verdicts.short),
      quoted(at.override_reason),
      at.decide_by && t('decided.answer_by', { time: f.dateTime(at.decide_by) }),
    ]);
  }
  if (at.stage === 'declined') return quoted(at.decline_reason) || null;
  if (at.stage === 'cancelled') {
    const event = lastOf('return.cancelled');
    return event ? join([event.actor.name, quoted(event.data.reason)]) : null;
  }
  if (at.stage === 'expired') return t('decided.not_sent');
  const checked = lastOf('unit.inspected', 'unit.acceptance_set');
  if (checked && /accepted|rejected/.test(at.facts.decision.state)) {
    return t('decided.checked', { day: f.date(checked.at), name: checked.actor.name });
  }
  if (!at.decided_by) return null;
  const name = at.decided_by.kind === 'system' ? t('decided.by_policy') : at.decided_by.name;
  const approved = at.stages.find(({ stage }) => stage === 'approved')?.at;
  return join([t('decided.by', { name }), approved && f.date(approved)]);
}
