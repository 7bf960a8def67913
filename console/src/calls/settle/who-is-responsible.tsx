/** The first question of a call: carrier, factory, buyer or seller; one tap, one key, one line of why. */
import { type GivenVerdict, type Order, type Reason, type VerdictOf, verdicts } from '@recoup/contract';
import { AutoComplete } from 'antd';
import { Check } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../../app/queries.ts';
import { ClaimOfVerdict } from '../../claims/claim-of-verdict.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Shape } from '../../ui/status.tsx';
import type { CallPaneProps } from '../parts.ts';

const KEYS: readonly [VerdictOf, string][] = [
  ['carrier', 'C'],
  ['factory', 'F'],
  ['user', 'B'],
  ['seller', 'S'],
];

/** What counts of a line on this call. */
export function useVerdict(callId: string, orderLineId: string | null) {
  const list = useApi(
    verdicts.list,
    { query: { call_id: callId, order_line_id: orderLineId ?? undefined, limit: 1 } },
    { on: orderLineId !== null },
  );
  return { found: list.data?.rows[0] ?? null, known: list.data !== undefined };
}

type Props = CallPaneProps & {
  line: Order['lines'][number];
  reason: Reason;
  verdict: { found: GivenVerdict | null; known: boolean };
};

export function WhoIsResponsible({ call, stills, line, reason, verdict: { found, known } }: Props) {
  const { t } = useTranslation('calls');
  const give = useMove(verdicts.giveOnCall);
  const defects = useApi(verdicts.defects, {
    params: { id: call.goods!.order_id },
    query: { order_line_id: line.id, reason },
  });
  const [defect, setDefect] = useState('');
  useEffect(() => setDefect(found?.defect ?? ''), [found?.defect]);
  const of = stills.filter((still) => still.photo && (!still.order_line || still.order_line.id === line.id));
  const say = (verdict: VerdictOf, words = defect) =>
    void give.run({
      params: { id: call.id },
      body: {
        order_id: call.goods!.order_id,
        order_line_id: line.id,
        verdict,
        reason,
        ...(words.trim() ? { defect: words.trim() } : found?.defect ? { defect: null } : {}),
        still_ids: of.map(({ id }) => id),
      },
    });
  // Nothing was looked at before both sides were on.
  const may = known && call.answered_at !== null;
  const on = may && !give.busy;
  useKeys(
    Object.fromEntries([
      ...KEYS.map(([verdict, key]) => [key.toLowerCase(), () => void say(verdict)] as const),
      ['u', () => void say('unclear')],
    ]),
    { on },
  );
  const now = found?.verdict;
  return (
    <section className="settle-part" aria-label={t('verdict.title')}>
      <h2>{t('verdict.title')}</h2>
      <div className="settle-who">
        {KEYS.map(([verdict, key]) => (
          <button
            key={verdict}
            type="button"
            aria-pressed={now === verdict}
            className={now === verdict ? 'is-chosen' : undefined}
            disabled={!may}
            onClick={() => say(verdict)}
          >
            <span className="settle-who-head">
              <Kbd k={key} />
              <b>{t(`verdict.${verdict}`)}</b>
              {now === verdict && <Check size={16} aria-hidden="true" />}
            </span>
            <span className="r-second">{t(`verdict.${verdict}_means`)}</span>
          </button>
        ))}
      </div>
      <button
        type="button"
        className={`settle-unclear${now === 'unclear' ? ' is-chosen' : ''}`}
        aria-pressed={now === 'unclear'}
        disabled={!may}
        onClick={() => say('unclear')}
      >
        <Kbd k="U" /> {t('verdict.unclear')}
        <span className="r-ink3">{t('verdict.unclear_means')}</span>
      </button>
      {now && (
        <AutoComplete
          className="settle-why"
          value={defect}
          maxLength={120}
          placeholder={t('verdict.why')}
          aria-label={t('verdict.why')}
          options={(defects.data?.rows ?? []).map((row) => ({ value: row.defect }))}
          showSearch={{
            filterOption: (typed, option) => String(option?.value).toLowerCase().includes(typed.toLowerCase()),
          }}
          onChange={setDefect}
          onSelect={(value: string) => say(now, value)}
          onBlur={() => {
            if (defect.trim() !== (found?.defect ?? '')) say(now);
          }}
        />
      )}
      {found?.verdict === 'carrier' && <ClaimOfVerdict verdictId={found.id} />}
      {give.problem ? (
        <p className="r-t-bad" role="alert">
          {give.problem.words}
        </p>
      ) : (
        found && (
          <p className="settle-proof">
            <Shape tone={found.photos.length > 0 ? 'good' : 'idle'} />
            <span>
              {found.photos.length > 0 ? t('verdict.proof', { count: found.photos.length }) : t('verdict.no_proof')}
              {found.batch && ` ${t('verdict.batch', { batch: found.batch })}`}
            </span>
          </p>
        )
      )}
    </section>
  );
}
