/** What policy says to a return of these goods for a reason, the remedies it allows in its order, and the return started from here. */
import { type Conversation, type Order, type Reason, returns } from '@recoup/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { PackageOpen } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useKeys } from '../ui/keys.ts';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { Shape } from '../ui/status.tsx';
import { Hatch } from '../ui/value-bar.tsx';
import { useVerdictWords, verdictTone } from '../verdicts/verdict-words.ts';
import { StartReturn } from './start-return.tsx';

export function PolicyPart({ conversation: at, order }: { conversation: Conversation; order: Order }) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const terms = useTerms();
  const verdicts = useVerdictWords();
  const words = useProblemWords();
  const { may } = useSession();
  const open = order.lines.filter((line) => line.quantity > line.return_quantity);
  const [lineId, setLineId] = useState(open[0]?.id);
  const [asked, setAsked] = useState<Reason>('damaged-or-defective');
  const [chosen, setChosen] = useState<number | null>(null);
  const [starting, setStarting] = useState(false);
  const line = open.find(({ id }) => id === lineId) ?? open[0];
  // Asked with no lines it tells which reasons the goods may have.
  const reasons = useQuery({
    queryKey: [returns.preview.path, { params: { id: order.id } }, 'reasons'],
    queryFn: ({ signal }) => call(returns.preview, { params: { id: order.id }, body: { lines: [] } }, { signal }),
    retry: false,
    enabled: !!line,
  });
  const known = useMemo(
    () => [...new Set((reasons.data?.reasons[line?.category ?? ''] ?? []).map(({ reason }) => reason))],
    [reasons.data, line?.category],
  );
  const reason = known.length === 0 || known.includes(asked) ? asked : known[0]!;
  const preview = useQuery({
    queryKey: [returns.preview.path, { params: { id: order.id } }, line?.id, reason],
    queryFn: ({ signal }) =>
      call(
        returns.preview,
        { params: { id: order.id }, body: { lines: [{ order_line_id: line!.id, quantity: 1, reason, opened: true }] } },
        { signal },
      ),
    placeholderData: keepPreviousData,
    retry: false,
    enabled: !!line,
  });
  const told = preview.data?.lines.find(({ order_line_id }) => order_line_id === line?.id);
  const offers = told?.offers ?? [];
  const most = Math.max(1, ...offers.map(({ amount }) => amount.amount));
  const mayStart = may('returns.write') && !order.cancelled_at;
  useKeys(
    Object.fromEntries(
      ['1', '2', '3', '4', '5'].map((key, place) => [
        key,
        () => {
          if (!offers[place]) return false;
          setChosen(chosen === place ? null : place);
          return true;
        },
      ]),
    ),
    { on: offers.length > 0 },
  );
  if (!line) {
    return (
      <section>
        <header>
          <h3>{t('policy.title')}</h3>
        </header>
        <p className="r-second">{t('policy.nothing_left')}</p>
      </section>
    );
  }
  const until = told && verdicts.until(told.verdict);
  return (
    <>
      <section>
        <header>
          <h3>{t('policy.title')}</h3>
        </header>
        <SentenceFilter
          keysOn={false}
          sentence={t(open.length > 1 ? 'policy.sentence_of' : 'policy.sentence')}
          words={{
            goods: {
              value: line.id,
              changed: false,
              choices: open.map(({ id, title }) => ({ value: id, label: title })),
              onChange: (id) => {
                setLineId(id);
                setChosen(null);
              },
            },
            reason: {
              value: reason,
              changed: false,
              choices: (known.length > 0 ? known : [reason]).map((each) => ({
                value: each,
                label: terms.reason(each),
              })),
              onChange: (next) => {
                if (next) setAsked(next as Reason);
                setChosen(null);
              },
            },
          }}
        />
        {preview.error && <p className="r-t-bad">{words(preview.error).words}</p>}
        {told && (
          <ul className="inbox-verdict">
            <li>
              <Shape tone={verdictTone[told.verdict.answer]} />
              <span>
                <b>{verdicts.answer(told.verdict.answer)}</b> {until && <span className="r-ink3">{until}</span>}
              </span>
            </li>
            {told.verdict.because.map((because, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: told once, in this order
              <li key={place}>
                <Shape tone={told.verdict.answer === 'yes' ? 'good' : 'here'} />
                <span>{verdicts.said(because)}</span>
              </li>
            ))}
            {offers[0] && offers[0].freight_paid_by !== 'nobody' && (
              <li>
                <Shape tone="here" />
                <span>{t(`policy.freight.${offers[0].freight_paid_by}`)}</span>
              </li>
            )}
            {told.evidence_needed && (
              <li>
                <Shape tone="here" />
                <span>{t('policy.photos')}</span>
              </li>
            )}
          </ul>
        )}
      </section>
      {told && (
        <section>
          <header>
            <h3>{t('remedies.title')}</h3>
            <span className="r-quiet">{t('remedies.note')}</span>
          </header>
          {offers.length === 0 && <p className="r-second">{t('remedies.none')}</p>}
          <ul className="inbox-remedies">
            {offers.map((offer, place) => (
              <li key={offer.kind}>
                <button
                  type="button"
                  aria-pressed={chosen === place}
                  onClick={() => setChosen(chosen === place ? null : place)}
                >
                  <Kbd k={String(place + 1)} />
                  <span className="inbox-remedy">
                    <span>
                      <b>{terms.remedy(offer.kind)}</b>
                      <b>
                        {offer.kind === 'exchange' || offer.kind === 'replacement' ? (
                          t('remedies.goods')
                        ) : (
                          <Money value={offer.amount} />
                        )}
                      </b>
                    </span>
                    {offer.amount.amount > 0 && (
                      <span
                        className="inbox-remedy-bar"
                        style={{ width: `${Math.max(3, (offer.amount.amount / most) * 100)}%` }}
                      >
                        <Hatch height={7} />
                      </span>
                    )}
                    <span className="r-second">
                      {[
                        offer.goods_back ? t('remedies.comes_back') : t('remedies.keeps'),
                        offer.to ? t('remedies.to', { to: offer.to }) : null,
                        offer.by ? t('remedies.by', { day: f.calendarDay(offer.by, true) }) : null,
                      ]
                        .filter(Boolean)
                        .join(t('comma'))}
                    </span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {mayStart && (
            <Button
              block
              type={chosen === null ? 'default' : 'primary'}
              icon={<PackageOpen size={15} />}
              onClick={() => setStarting(true)}
            >
              {chosen !== null && offers[chosen]
                ? t('remedies.start_with', { remedy: terms.remedy(offers[chosen].kind) })
                : t('remedies.start')}
            </Button>
          )}
        </section>
      )}
      {starting && told && (
        <StartReturn
          conversation={at}
          order={order}
          line={line}
          reason={reason}
          remedy={chosen === null ? null : (offers[chosen]?.kind ?? null)}
          onClose={() => setStarting(false)}
        />
      )}
    </>
  );
}
