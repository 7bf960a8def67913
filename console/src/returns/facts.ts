/** The three facts of a return in words: where it is, what we decided, did money move. The list and the page say the same. */
import type { ReturnDetail, ReturnRow } from '@recoup/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import type { Tone } from '../ui/status.tsx';

type Facts = ReturnRow['facts'];
export type Said = { tone: Tone; word: string };

const decidedTone: Record<Facts['decision']['state'], Tone> = {
  asks_a_person: 'idle',
  approved: 'good',
  declined: 'idle',
  accepted: 'good',
  partly_accepted: 'diff',
  rejected: 'diff',
  none: 'idle',
};
const moneyTone: Record<Facts['money']['state'], Tone> = {
  not_owed: 'idle',
  owed: 'clock',
  second_person: 'clock',
  sending: 'move',
  sent: 'good',
  failed: 'bad',
  nothing_due: 'idle',
};
/** Ended before anything was sent. */
const neverCame: readonly ReturnDetail['stage'][] = ['declined', 'cancelled'];

export function useReturnFacts() {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const terms = useTerms();
  return useMemo(
    () => ({
      where: ({ place }: Facts): Said => {
        const at = place.site?.name;
        const bin = at && place.bin ? t('where.bin', { site: at, bin: place.bin }) : at;
        if (place.stage === 'requested') return { tone: 'idle', word: t('where.buyer') };
        if (place.stage === 'approved' && !place.due) return { tone: 'idle', word: t('where.stays') };
        if (place.stage === 'approved') return { tone: 'idle', word: t('where.buyer') };
        if (place.stage === 'in_transit')
          return { tone: 'move', word: at ? t('where.on_the_way_to', { site: at }) : t('where.on_the_way') };
        if (place.stage === 'received') return { tone: 'here', word: bin ?? terms.stage('received') };
        if (place.stage === 'expired') return { tone: 'idle', word: t('where.never_sent') };
        if (neverCame.includes(place.stage)) return { tone: 'idle', word: t('where.buyer') };
        if (place.bin && bin) return { tone: 'good', word: bin };
        return { tone: 'good', word: at ? t('where.done_at', { site: at }) : t('where.stays') };
      },
      decided: ({ place, decision }: Facts): Said => ({
        tone: decidedTone[decision.state],
        word:
          decision.way && (decision.state === 'accepted' || decision.state === 'approved')
            ? terms.disposition(decision.way)
            : decision.state === 'none'
              ? terms.stage(place.stage)
              : terms.decision(decision.state),
      }),
      money: ({ money }: Facts): Said => {
        const word =
          money.state === 'owed' && money.due
            ? t('money.owed_by', { day: f.day(money.due) })
            : terms.money(money.state);
        const late = money.due !== null && new Date(money.due).getTime() < f.now;
        return { tone: late && moneyTone[money.state] === 'clock' ? 'bad' : moneyTone[money.state], word };
      },
    }),
    [t, f, terms],
  );
}
