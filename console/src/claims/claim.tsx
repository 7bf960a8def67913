/** One claim: what backs it and proves it, the carrier's rule, and the move that is next. */
import './claims.css';
import { type ClaimDetail, claimsApi } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { openFile } from '../app/api.ts';
import { useApi } from '../app/queries.ts';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Note, Page, PaneLayout, Section } from '../ui/page.tsx';
import { PhotoGrid } from '../ui/photo.tsx';
import { Rows } from '../ui/rows.tsx';
import { ErrorState } from '../ui/states.tsx';
import { Shape } from '../ui/status.tsx';
import { ClaimFoot } from './claim-foot.tsx';
import { LastDay } from './claims.tsx';

const route = getRouteApi('/shell/money/claims/$id');

export function ClaimPage() {
  const { t } = useTranslation('claims');
  const { id } = route.useParams();
  const { data: claim, problem, retry } = useApi(claimsApi.claim, { params: { id } });
  if (problem)
    return <ErrorState title={t('not_read')} words={problem.words} requestId={problem.requestId} onRetry={retry} />;
  if (!claim) return null;
  return (
    <PaneLayout
      rightWidth={380}
      rightTitle={t('facts.title')}
      right={<Facts claim={claim} />}
      rightFoot={<ClaimFoot key={claim.version} claim={claim} />}
    >
      <Page
        title={<Code size="page">{claim.code}</Code>}
        tab={claim.code}
        crumbs={[
          <Link key="money" to="/money">
            {t('money')}
          </Link>,
          <Link key="all" to={'/money/claims' as '/'}>
            {t('title')}
          </Link>,
        ]}
        aside={`${claim.carrier || t('no_carrier')} · ${t(`kind.${claim.kind}`)}`}
        verbs={<Button onClick={() => void openFile(claimsApi.pack, { params: { id } }, 'open')}>{t('pack')}</Button>}
      >
        <div className="claim-flags">
          {claim.flags.map((flag) => (
            <Note key={flag} icon={<Shape tone={flag === 'overdue' ? 'bad' : 'clock'} />}>
              <strong>
                {t(`flag.${flag}.short`)}
                {t('stop')}
              </strong>{' '}
              {t(`flag.${flag}.note`)}
            </Note>
          ))}
        </div>
        <Pictures claim={claim} />
        <Section title={t('said')}>
          <div className="claim-said">
            {claim.said.map(({ at, name, text }) => (
              <Said key={at} at={at} name={name} text={text} />
            ))}
          </div>
          {claim.said.length === 0 && <p className="r-second">{t('said_none')}</p>}
        </Section>
      </Page>
    </PaneLayout>
  );
}

function Said({ at, name, text }: ClaimDetail['said'][number]) {
  const f = useFormat();
  return (
    <div>
      <span className="r-second">
        {name} · {f.dateTime(at)}
      </span>
      <p className="claim-words">{text}</p>
    </div>
  );
}

function Pictures({ claim }: { claim: ClaimDetail }) {
  const { t } = useTranslation('claims');
  const f = useFormat();
  const proofs = claim.photos.flatMap(({ still }) => (still ? [still] : []));
  return (
    <>
      <Section title={t('pictures')} aside={claim.photos.length || undefined}>
        <PhotoGrid
          size={168}
          pictures={claim.photos.map(({ file_id, url, thumb_url, caption, at, still }) => ({
            id: file_id,
            url,
            thumb_url,
            caption: caption ?? (still ? t('still', { n: still.position }) : null),
            ...(at ? { note: f.dateTime(at) } : {}),
          }))}
        />
      </Section>
      {proofs.length > 0 && (
        <Section title={t('proof.title')} aside={t('proof.note')}>
          <ul className="claim-proofs">
            {proofs.map((still) => (
              <li key={still.id}>
                <strong>{t('still', { n: still.position })}</strong>{' '}
                <Link to={`/calls/${still.call.id}` as '/'}>{still.call.code}</Link>{' '}
                <span className="r-second">{t('proof.captured', { at: f.fullDateTime(still.captured_at) })}</span>
                <div className="r-mono r-quiet">{still.captured_sha256}</div>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Facts({ claim }: { claim: ClaimDetail }) {
  const { t } = useTranslation('claims');
  const f = useFormat();
  const rule = claim.rule;
  const limit = claim.value.limit;
  const row = (key: string, value: React.ReactNode) => ({ key, label: t(`facts.${key}`), value });
  return (
    <div className="claim-pane">
      <div className="claim-stake">
        <Money value={claim.paid ?? claim.claimed} />
      </div>
      <LastDay claim={claim} />
      {rule && (
        <p className="r-second">
          {t(`rule.${rule.counted_from ?? rule.from}`, { count: rule.days })}{' '}
          <a href={rule.source_url} target="_blank" rel="noreferrer">
            {t('rule.source', { source: rule.source, day: f.calendarDay(rule.checked_on) })}
          </a>{' '}
          {!rule.first_hand && t('rule.second_hand')}
        </p>
      )}
      <Section title={t('facts.title')}>
        <Rows
          rows={[
            row('order', <Link to={`/orders/${claim.order.id}` as '/'}>{claim.order.number}</Link>),
            row('customer', claim.customer.name),
            ...(claim.verdict ? [row('item', claim.verdict.title)] : []),
            ...(claim.verdict?.call_id
              ? [row('call', <Link to={`/calls/${claim.verdict.call_id}` as '/'}>{t('facts.open_call')}</Link>)]
              : []),
            row('tracking', claim.tracking ? <Code copy>{claim.tracking}</Code> : '—'),
            row('shipped', claim.shipped_at ? f.dateTime(claim.shipped_at) : '—'),
            row('delivered', claim.delivered_at ? f.dateTime(claim.delivered_at) : '—'),
            row('goods', <Money value={claim.value.goods} />),
            row('limit', limit ? <Money value={limit} /> : t('facts.unknown')),
            row('claimed', <Money value={claim.claimed} />),
            ...(claim.reference ? [row('reference', <Code copy>{claim.reference}</Code>)] : []),
            ...(claim.filed_at ? [row('filed', f.dateTime(claim.filed_at))] : []),
            ...(claim.ended_at ? [row('ended', f.dateTime(claim.ended_at))] : []),
          ]}
        />
      </Section>
      {claim.note && <p className="r-second">“{claim.note}”</p>}
    </div>
  );
}
