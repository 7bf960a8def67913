/** What customs gives back (19 U.S.C. 1313): units that left for good, claims, their evidence and deadlines, and the rules with their sources. */
import { type DrawbackClaim, dutyApi, type EligibleUnit } from '@recoup/contract';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Shape, Status, type Tone } from '../ui/status.tsx';
import { ClaimVerbs } from './claim-verbs.tsx';

const tones: Record<DrawbackClaim['state'], Tone> = {
  draft: 'clock',
  filed: 'move',
  paid: 'good',
  refused: 'bad',
  withdrawn: 'idle',
};

export function Drawback({ brandId }: { brandId: string }) {
  return (
    <>
      <Eligible brandId={brandId} />
      <Claims brandId={brandId} />
      <Rules />
    </>
  );
}

function Eligible({ brandId }: { brandId: string }) {
  const { t } = useTranslation('duty');
  const f = useFormat();
  const { may } = useSession();
  const { message } = App.useApp();
  const { data, problem, retry } = useApi(dutyApi.eligible, { query: { brand_id: brandId } }, { keep: false });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const open = useMove(dutyApi.openClaim);
  if (problem) return <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />;
  if (!data) return <SkeletonRows rows={4} />;
  const able = data.rows.filter((row) => row.because === null);
  const basis = able.find((row) => !left.has(row.unit.id))?.basis;
  const chosen = able.filter((row) => row.basis === basis && !left.has(row.unit.id));
  const sum = chosen.reduce((all, row) => all + (row.amount?.amount ?? 0), 0);
  const currency = able[0]?.amount?.currency ?? 'USD';
  const toggle = (row: EligibleUnit) => {
    const next = new Set(left);
    if (!next.delete(row.unit.id)) next.add(row.unit.id);
    setLeft(next);
  };
  return (
    <Section
      title={t('eligible.title')}
      aside={t('eligible.aside')}
      verbs={
        chosen.length > 0 &&
        basis &&
        may('money.send') && (
          <Button
            type="primary"
            loading={open.busy}
            onClick={async () => {
              const unit_ids = chosen.map((row) => row.unit.id);
              const claim = await open.run({ body: { brand_id: brandId, basis, unit_ids } });
              if (claim) void message.success(t('eligible.opened', { code: claim.code }));
            }}
          >
            {t('eligible.claim', { count: chosen.length, amount: f.money(sum, currency) })}
          </Button>
        )
      }
    >
      {open.problem && (
        <ErrorState title={t('not_done')} words={open.problem.words} requestId={open.problem.requestId} />
      )}
      {data.rows.length === 0 ? (
        <EmptyState title={t('eligible.empty')} note={t('eligible.empty_note')} />
      ) : (
        <div className="costs-scroll">
          <table className="costs-lines">
            <thead>
              <tr>
                <th aria-label={t('eligible.pick')} />
                <th>{t('col.unit')}</th>
                <th>{t('col.goods')}</th>
                <th>{t('col.left')}</th>
                <th>{t('col.entry')}</th>
                <th>{t('col.claim_by')}</th>
                <th className="is-right">{t('col.back')}</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <tr key={row.unit.id}>
                  <td>
                    {row.because === null && (
                      <input
                        type="checkbox"
                        aria-label={row.unit.lpn}
                        checked={chosen.includes(row)}
                        disabled={basis !== undefined && row.basis !== basis}
                        onChange={() => toggle(row)}
                      />
                    )}
                  </td>
                  <td>
                    <Code>{row.unit.lpn}</Code>
                  </td>
                  <td>{row.unit.title}</td>
                  <td>
                    {f.date(row.gone_at)} <span className="r-quiet">{t(`basis.${row.basis}`)}</span>
                  </td>
                  <td>
                    {row.entry ? (
                      <Code>{row.entry.number}</Code>
                    ) : (
                      <span className="r-quiet">{t(`because.${row.because}`)}</span>
                    )}
                  </td>
                  <td>{row.entry && f.calendarDay(row.entry.claim_by)}</td>
                  <td className="is-right">
                    <Money value={row.amount} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function Claims({ brandId }: { brandId: string }) {
  const { t } = useTranslation('duty');
  const f = useFormat();
  const source = useApiList(dutyApi.claims, { query: { brand_id: brandId } });
  if (source.rows.length === 0) return null;
  return (
    <Section title={t('claims.title')}>
      {source.rows.map((claim) => (
        <article key={claim.id} className="duty-claim">
          <header>
            <Code>{claim.code}</Code>
            <Status tone={tones[claim.state]} strong>
              {t(`state.${claim.state}`)}
            </Status>
            <span className="r-ink2">
              {t('claims.units', { count: claim.units.length, basis: t(`basis.${claim.basis}`) })}
            </span>
            <b>
              <Money value={claim.paid ?? claim.claimed} />
            </b>
            {claim.state === 'draft' && (
              <span className="r-ink2">{t('claims.file_by', { day: f.calendarDay(claim.file_by) })}</span>
            )}
            {claim.reference && <span className="r-quiet">{claim.reference}</span>}
            {claim.reason && <span className="r-quiet">{claim.reason}</span>}
          </header>
          {(claim.state === 'draft' || claim.state === 'filed') && (
            <ul className="duty-evidence">
              {claim.evidence.map((one) => (
                <li key={one.code}>
                  <Shape tone={one.have ? 'good' : 'idle'} />{' '}
                  {t(`evidence.${one.code}`, { ...one.facts, days: Number(one.facts.working_days ?? 0) })}
                </li>
              ))}
            </ul>
          )}
          <ClaimVerbs claim={claim} />
        </article>
      ))}
    </Section>
  );
}

function Rules() {
  const { t } = useTranslation('duty');
  const { data } = useApi(dutyApi.rules);
  if (!data) return null;
  return (
    <Section title={t('rules.title')} aside={t('rules.aside')}>
      <Rows
        rows={data.rows.map((rule) => ({
          key: rule.code,
          label: t(`rule.${rule.code}`),
          note: (
            <a href={rule.source_url} target="_blank" rel="noopener noreferrer">
              {rule.cite}
              {rule.checked_on && `${t('comma')}${t('checked', { day: rule.checked_on })}`}
            </a>
          ),
          value: t(`rule_unit.${rule.unit}`, { count: rule.value }),
        }))}
      />
    </Section>
  );
}
