/** The three facts of a unit, as words and tones: where it is, what was decided, did money move. */
import type { Unit } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import type { Tone } from '../ui/status.tsx';
import type { Fact } from '../ui/three-facts.tsx';

const stageTone: Record<Unit['stage'], Tone> = {
  arrived: 'here',
  inspected: 'here',
  decided: 'here',
  in_repair: 'here',
  ready: 'here',
  gone: 'move',
};

export function useUnitFacts() {
  const { t } = useTranslation('warehouse');
  const f = useFormat();
  const terms = useTerms();
  return (
    unit: Unit,
    expected?: { amount: number; currency: string } | null,
  ): { where: Fact; decided: Fact; money: Fact } => {
    const since = unit.gone_at ?? unit.ready_at ?? unit.decided_at ?? unit.inspected_at ?? unit.arrived_at;
    const place = unit.bin ? t('unit.in_bin', { bin: unit.bin.code, site: unit.site.name }) : unit.site.name;
    return {
      where: {
        tone: stageTone[unit.stage],
        word: unit.stage === 'gone' && unit.gone_as ? terms.gone(unit.gone_as) : terms.unit_stage(unit.stage),
        note: t('unit.since', { place, date: f.dateTime(since) }),
      },
      decided:
        unit.acceptance === 'ask'
          ? {
              tone: 'clock',
              word: t('unit.person_asked'),
              note: unit.disposition && terms.disposition(unit.disposition),
            }
          : unit.disposition
            ? {
                tone: 'good',
                word: terms.disposition(unit.disposition),
                note: unit.acceptance && terms.acceptance(unit.acceptance),
              }
            : {
                tone: 'idle',
                word: t('unit.not_decided'),
                note: unit.grade ? t('unit.grade', { grade: unit.grade }) : '',
              },
      money: unit.recovered
        ? {
            tone: unit.recovered.amount > 0 ? 'good' : 'idle',
            word: f.money(unit.recovered.amount, unit.recovered.currency),
            note: unit.gone_as && terms.gone(unit.gone_as),
          }
        : {
            tone: 'idle',
            word: t('unit.no_money'),
            note:
              expected && expected.amount !== 0
                ? t('unit.expected', { amount: f.money(expected.amount, expected.currency) })
                : '',
          },
    };
  };
}
