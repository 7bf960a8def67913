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
  const verdicts = useVerdictWords();
  const join = (parts: readonly (string | null | undefined | false)[]) => parts.filter(Boolean).join(t('list.comma'));

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

  const by = at.decided_by && (at.decided_by.kind === 'system' ? t('decided.by_policy') : at.decided_by.name);
  const decidedOn = at.stages.find(({ stage }) => stage === 'approved' || stage === 'declined')?.at;
  const checked = at.timeline.findLast(({ type }) => type === 'unit.inspected' || type === 'unit.acceptance_set');
  const goodsJudged = /accepted|rejected/.test(at.facts.decision.state);
  const decidedNote =
    at.stage === 'requested'
      ? join([
          at.review.length > 0 ? at.review.map(verdicts.short).join(t('list.comma')) : null,
          at.override_reason && t('quoted', { text: at.override_reason }),
          at.decide_by && t('decided.answer_by', { time: f.dateTime(at.decide_by) }),
        ])
      : goodsJudged && checked
        ? t('decided.checked', { day: f.date(checked.at), name: checked.actor.name })
        : at.decline_reason
          ? t('quoted', { text: at.decline_reason })
          : by
            ? join([t('decided.by', { name: by }), decidedOn && f.date(decidedOn)])
            : undefined;

  const sum = money.amount && f.money(money.amount.amount, money.amount.currency);
  const moneyNote =
    money.state === 'owed' || money.state === 'second_person'
      ? join([sum, money.due && t('money.send_before', { time: f.dateTime(money.due) })])
      : money.state === 'not_owed'
        ? t(at.goods_back ? 'money.after_check' : 'money.after_yes')
        : sum;
  return {
    where: { ...facts.where(at.facts), ...(whereNote ? { note: whereNote } : {}) },
    decided: { ...facts.decided(at.facts), ...(decidedNote ? { note: decidedNote } : {}) },
    money: {
      ...facts.money(at.facts),
      ...(money.state === 'owed' ? { word: terms.money('owed') } : {}),
      ...(moneyNote ? { note: moneyNote } : {}),
    },
  };
}
