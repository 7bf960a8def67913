/** The second question of a call: what is done about it, cheapest for the brand first, and the words the buyer will read. */
import { callOffers, type OfferBody, type Order, type Reason } from '@recoup/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call as ask } from '../../app/api.ts';
import { useProblemWords } from '../../app/problem-words.ts';
import { useApi, useMove } from '../../app/queries.ts';
import { Needs } from '../../remedies/needs.tsx';
import { choiceOf, needsOf, netPrice, type Picked } from '../../remedies/pick.ts';
import { RemedyList } from '../../remedies/remedy-list.tsx';
import { lineOf } from '../../remedies/remedy-words.ts';
import { useRemedies } from '../../remedies/use-remedies.ts';
import { ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { Shape } from '../../ui/status.tsx';
import { useVerdictWords } from '../../verdicts/verdict-words.ts';
import type { CallPaneProps } from '../parts.ts';
import { OfferState } from './offer-state.tsx';

const FIRST = 3;

type Props = CallPaneProps & { order: Order; line: Order['lines'][number]; reason: Reason };

export function SettleNow({ call, stills, order, line, reason }: Props) {
  const { t } = useTranslation('calls');
  const [picked, setPicked] = useState<Picked | null>(null);
  const [all, setAll] = useState(false);
  const offers = useApi(callOffers.list, { params: { id: call.id } }, { keep: false });
  const question = { order_line_id: line.id, quantity: 1, reason, opened: true };
  const answer = useRemedies(order.id, [question]);
  const told = lineOf(answer.data?.lines, line.id);
  const newest = offers.data?.rows[0] ?? null;
  const open = newest?.state === 'open' ? newest : null;
  const settled = offers.data?.rows.find(({ state }) => state === 'done') ?? null;
  if (settled) return <OfferState call={call} offer={settled} />;
  const shown = told && (all ? told : { ...told, remedies: told.remedies.slice(0, FIRST) });
  const more = told ? told.remedies.length - FIRST : 0;
  return (
    <section className="settle-part" aria-label={t('settle.title')}>
      <header>
        <h2>{t('settle.title')}</h2>
        <span className="r-second">{t('settle.cost')}</span>
      </header>
      {answer.problem && (
        <ErrorState words={answer.problem.words} requestId={answer.problem.requestId} onRetry={answer.retry} />
      )}
      {!told && !answer.problem && <SkeletonRows rows={3} height={54} />}
      {shown && (
        <RemedyList line={shown} picked={picked} onPick={setPicked} keysOn={!open}>
          {(remedy) =>
            picked && (
              <Needs line={told} offer={remedy.offer} picked={picked} price={netPrice(line, 1)} onChange={setPicked} />
            )
          }
        </RemedyList>
      )}
      {more > 0 && (
        <button type="button" className="r-link settle-more" onClick={() => setAll(!all)}>
          {all ? t('settle.fewer') : t('settle.more', { count: more })}
        </button>
      )}
      {newest && <OfferState call={call} offer={newest} />}
      {!open && picked && told && (
        <ShowOffer
          key={picked.kind}
          call={call}
          missing={needsOf(picked, told.remedies.find(({ kind }) => kind === picked.kind)?.offer)}
          body={{
            order_id: order.id,
            lines: [
              {
                ...question,
                choice: choiceOf(picked, told.remedies.find(({ kind }) => kind === picked.kind)?.offer),
                shown: told.remedies.map(({ kind }) => kind),
              },
            ],
            remedy: picked.kind,
            still_ids: stills
              .filter((still) => still.photo && (!still.order_line || still.order_line.id === line.id))
              .slice(0, 12)
              .map(({ id }) => id),
          }}
        />
      )}
    </section>
  );
}

/** What the buyer will read, as the server words it, and the button that shows it to them. */
function ShowOffer({ call, body, missing }: Pick<CallPaneProps, 'call'> & { body: OfferBody; missing: string | null }) {
  const { t } = useTranslation('calls');
  const words = useProblemWords();
  const verdicts = useVerdictWords();
  const [say, setSay] = useState<string | null>(null);
  const [outside, setOutside] = useState('');
  const show = useMove(callOffers.show);
  const full = { ...body, ...(outside.trim() ? { outside: outside.trim() } : {}) };
  const preview = useQuery({
    queryKey: [callOffers.preview.path, { params: { id: call.id } }, full],
    queryFn: ({ signal }) => ask(callOffers.preview, { params: { id: call.id }, body: full }, { signal }),
    retry: false,
    enabled: missing === null,
  });
  const problem = preview.error ? words(preview.error) : show.problem;
  const needsWhy = preview.error !== null && OUTSIDE.has((preview.error as { code?: string }).code ?? '');
  const name = call.buyer.name.split(' ')[0] ?? call.buyer.name;
  const { data } = preview;
  const text = say ?? data?.says ?? '';
  return (
    <div className="settle-read">
      {missing !== null ? (
        <p className="r-second">{t('settle.missing')}</p>
      ) : (
        <>
          <label className="r-second" htmlFor="settle-say">
            {t('settle.will_read', { name })}
          </label>
          <Input.TextArea
            id="settle-say"
            className="settle-say"
            lang={data?.language}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={400}
            value={text}
            onChange={(event) => setSay(event.target.value.replace(/\n/g, ' '))}
          />
          {data && (
            <p className="r-second" lang={data.language}>
              {[data.title, data.detail].filter(Boolean).join(' · ')}
            </p>
          )}
        </>
      )}
      {data && data.waits_for.length > 0 && (
        <ul className="settle-waits">
          {data.waits_for.map((because) => (
            <li key={because.code}>
              <Shape tone="clock" />
              <span>
                {verdicts.said(because)} {t('settle.waits')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {(needsWhy || outside) && (
        <Input
          aria-label={t('settle.outside')}
          placeholder={t('settle.outside')}
          maxLength={500}
          defaultValue={outside}
          onPressEnter={(event) => setOutside(event.currentTarget.value)}
          onBlur={(event) => setOutside(event.currentTarget.value)}
        />
      )}
      {problem && (
        <p className="r-t-bad" role="alert">
          {problem.words}
        </p>
      )}
      <Button
        type="primary"
        block
        size="large"
        loading={show.busy}
        disabled={!data || call.stage !== 'live'}
        onClick={() =>
          void show.run({
            params: { id: call.id },
            body: { ...full, ...(say?.trim() && say !== data?.says ? { say: say.trim() } : {}) },
          })
        }
      >
        {t('settle.show', { name })}
      </Button>
      <p className="r-second settle-once">{t('settle.once')}</p>
    </div>
  );
}

const OUTSIDE = new Set(['return.not_eligible', 'return.remedy_not_offered', 'return.evidence_missing']);
