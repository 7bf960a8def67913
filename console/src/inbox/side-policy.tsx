/** The problem in one sentence, what policy says to it, and the ways to make it right by what they cost the brand; one of them is done from here, alone or with the reply. */
import { type Conversation, type Order, type Reason, returns } from '@recoup/contract';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { PackageOpen } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useSession } from '../app/session.tsx';
import type { Picked } from '../remedies/pick.ts';
import { Comparison, RemedyList } from '../remedies/remedy-list.tsx';
import { lineOf } from '../remedies/remedy-words.ts';
import { Signals } from '../remedies/signals.tsx';
import { type Question, useRemedies } from '../remedies/use-remedies.ts';
import { useTerms } from '../terms/terms.ts';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Shape } from '../ui/status.tsx';
import { useVerdictWords, verdictTone } from '../verdicts/verdict-words.ts';
import type { Attached } from './attached.ts';
import { Settle } from './settle.tsx';
import { StartReturn } from './start-return.tsx';

type Props = {
  conversation: Conversation;
  order: Order;
  /** Told what goes along with the next reply; null: nothing. */
  onAttach: (attached: Attached | null) => void;
};
type Problem = { reason: Reason; detail: string | null };
const keyOf = ({ reason, detail }: Problem) => `${reason}/${detail ?? ''}`;

export function PolicyPart({ conversation: at, order, onAttach }: Props) {
  const { t } = useTranslation('inbox');
  const { t: said } = useTranslation('remedies');
  const terms = useTerms();
  const verdicts = useVerdictWords();
  const { may } = useSession();
  const open = order.lines.filter((line) => line.quantity > line.return_quantity);
  const [lineId, setLineId] = useState(open[0]?.id);
  const [asked, setAsked] = useState<Problem>({ reason: 'damaged-or-defective', detail: null });
  const [quantity, setQuantity] = useState(1);
  const [opened, setOpened] = useState(true);
  const [picked, setPicked] = useState<Picked | null>(null);
  const [starting, setStarting] = useState(false);
  const line = open.find(({ id }) => id === lineId) ?? open[0];
  // Asked with no lines it tells which reasons the goods may have.
  const reasons = useQuery({
    queryKey: [returns.preview.path, { params: { id: order.id } }, 'reasons'],
    queryFn: ({ signal }) => call(returns.preview, { params: { id: order.id }, body: { lines: [] } }, { signal }),
    retry: false,
    enabled: !!line,
  });
  const known = useMemo(() => problemsOf(reasons.data?.reasons[line?.category ?? ''] ?? []), [reasons.data, line]);
  const problem =
    known.find((one) => keyOf(one) === keyOf(asked)) ??
    known.find(({ reason }) => reason === asked.reason) ??
    known[0] ??
    asked;
  const question: Question | null = line
    ? {
        order_line_id: line.id,
        quantity,
        reason: problem.reason,
        ...(problem.detail ? { detail: problem.detail } : {}),
        opened,
        ...(picked?.kind === 'exchange' && picked.variantId ? { exchange_to: picked.variantId } : {}),
      }
    : null;
  const answer = useRemedies(order.id, question ? [question] : []);
  const told = lineOf(answer.data?.lines, line?.id);
  const mayStart = may('returns.write') && !order.cancelled_at;
  const anew = () => {
    setPicked(null);
    setQuantity(1);
  };
  if (!line || !question) {
    return (
      <section data-part="remedies">
        <header>
          <h3>{t('policy.title')}</h3>
        </header>
        <p className="r-second">{t('policy.nothing_left')}</p>
      </section>
    );
  }
  const until = told && verdicts.until(told.verdict);
  const freight = told?.remedies.find(({ offer }) => offer.goods_back)?.offer.freight_paid_by;
  return (
    <>
      <section>
        <header>
          <h3>{t('policy.title')}</h3>
        </header>
        <SentenceFilter
          keysOn={false}
          sentence={said(open.length > 1 ? 'settle.if_of' : 'settle.if')}
          words={{
            goods: {
              value: line.id,
              changed: false,
              choices: open.map(({ id, title }) => ({ value: id, label: title })),
              onChange: (id) => {
                setLineId(id);
                anew();
              },
            },
            reason: {
              value: keyOf(problem),
              changed: false,
              choices: (known.length > 0 ? known : [problem]).map((each) => ({
                value: keyOf(each),
                label: terms.why(each),
              })),
              onChange: (next) => {
                const chosen = known.find((one) => keyOf(one) === next);
                if (chosen) setAsked(chosen);
                anew();
              },
            },
          }}
        />
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
            {freight && freight !== 'nobody' && (
              <li>
                <Shape tone="here" />
                <span>{t(`policy.freight.${freight}`)}</span>
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
        <Signals signals={answer.data?.signals ?? []} />
      </section>
      <section data-part="remedies">
        <header>
          <h3>{said('title')}</h3>
        </header>
        {answer.problem && (
          <ErrorState words={answer.problem.words} requestId={answer.problem.requestId} onRetry={answer.retry} />
        )}
        {!told && !answer.problem && <SkeletonRows rows={4} height={54} />}
        {told && (
          <>
            <RemedyList line={told} picked={picked} onPick={setPicked}>
              {(remedy) =>
                picked &&
                mayStart && (
                  <Settle
                    key={`${line.id}/${keyOf(problem)}/${remedy.kind}`}
                    conversation={at}
                    order={order}
                    line={line}
                    question={question}
                    told={told}
                    remedy={remedy}
                    picked={picked}
                    fresh={!answer.waits}
                    onPick={setPicked}
                    onQuantity={setQuantity}
                    onOpened={setOpened}
                    onAttach={onAttach}
                    onDone={anew}
                  />
                )
              }
            </RemedyList>
            <Comparison line={told} picked={picked} />
            {mayStart && (
              <Button
                className="inbox-start"
                block
                icon={<PackageOpen size={15} />}
                onClick={() => {
                  setPicked(null);
                  setStarting(true);
                }}
              >
                {t('remedies.start')}
              </Button>
            )}
          </>
        )}
      </section>
      {starting && told && (
        <StartReturn
          conversation={at}
          order={order}
          line={line}
          reason={problem.reason}
          detail={problem.detail}
          told={told}
          onClose={() => setStarting(false)}
        />
      )}
    </>
  );
}

/** The finer words of a reason where there are any, then the reason itself. */
function problemsOf(rows: readonly { reason: Reason; detail: string | null }[]): Problem[] {
  const seen = new Map<string, Problem>();
  for (const reason of new Set(rows.map((row) => row.reason))) {
    for (const row of rows) if (row.reason === reason && row.detail) seen.set(keyOf(row), row);
    seen.set(keyOf({ reason, detail: null }), { reason, detail: null });
  }
  return [...seen.values()];
}
