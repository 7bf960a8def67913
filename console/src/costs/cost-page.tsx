/** The cost of one return, line by line: the waterfall, the units, the table behind it, and what staff book by hand. */
import './costs.css';
import { type ReturnCost as Cost, type CostLine, costsApi, returns } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Page, Section } from '../ui/page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status, When } from '../ui/status.tsx';
import { ValueLegend } from '../ui/value-bar.tsx';
import { BookLine } from './book-line.tsx';
import { useFactWords } from './facts.ts';
import { CostPicture } from './return-cost.tsx';

const route = getRouteApi('/shell/money/costs/$id');

export function CostPage() {
  const { t } = useTranslation('costs');
  const f = useFormat();
  const { may } = useSession();
  const { id } = route.useParams();
  const at = useApi(returns.get, { params: { id } });
  const { data: cost, problem, retry } = useApi(costsApi.ofReturn, { params: { id } }, { keep: false });
  return (
    <Page
      title={at.data ? <Code size="page">{at.data.code}</Code> : t('title')}
      tab={at.data ? `${at.data.code} ${t('title')}` : t('title')}
      crumbs={[
        <Link key="money" to="/money">
          {t('money')}
        </Link>,
        <Link key="costs" to="/money/costs">
          {t('costs')}
        </Link>,
      ]}
      aside={t('title')}
      verbs={<Link to={`/returns/${id}` as '/'}>{t('open_return')}</Link>}
    >
      {problem && <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />}
      {!cost && !problem && <SkeletonRows rows={8} />}
      {cost && cost.lines.length === 0 && <EmptyState title={t('nothing')} note={t('nothing_note')} />}
      {cost && cost.lines.length > 0 && (
        <>
          <Section title={t('waterfall')} aside={t(cost.settled ? 'note_settled' : 'note')} verbs={<ValueLegend />}>
            <CostPicture cost={cost} />
          </Section>
          {cost.units.length > 0 && <Units cost={cost} />}
          <Lines cost={cost} />
          {cost.other_currencies.length > 0 && (
            <p className="r-quiet">
              {t('other_currencies', {
                amounts: f.listed(cost.other_currencies.map((one) => f.money(one.amount, one.currency))),
              })}
            </p>
          )}
        </>
      )}
      {cost && may('money.send') && <BookLine returnId={id} cost={cost} />}
    </Page>
  );
}

function Units({ cost }: { cost: Cost }) {
  const { t } = useTranslation('costs');
  const terms = useTerms();
  return (
    <Section title={t('units')} aside={t('units_note')}>
      <div className="costs-scroll">
        <table className="costs-lines">
          <thead>
            <tr>
              <th>{t('col.unit')}</th>
              <th>{t('col.what')}</th>
              <th>{t('col.way')}</th>
              <th className="is-right">{t('col.spent')}</th>
              <th className="is-right">{t('col.recovered')}</th>
              <th className="is-right">{t('net')}</th>
            </tr>
          </thead>
          <tbody>
            {cost.units.map(({ unit, spent, recovered, net, estimated }) => (
              <tr key={unit.id}>
                <td>
                  <Link to={`/units/${unit.id}` as '/'}>
                    <Code>{unit.lpn}</Code>
                  </Link>
                </td>
                <td>{unit.title}</td>
                <td>
                  {unit.disposition ? terms.disposition(unit.disposition) : '—'}{' '}
                  <span className="r-quiet">{t(unit.gone ? 'gone' : estimated ? 'still_here' : 'here')}</span>
                </td>
                <td className="is-right">
                  <Money value={spent} />
                </td>
                <td className="is-right">
                  <Money value={recovered} />
                </td>
                <td className="is-right">
                  <b>
                    <Money value={net} />
                  </b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Lines({ cost }: { cost: Cost }) {
  const { t } = useTranslation('costs');
  return (
    <Section title={t('lines')} aside={t('lines_note')}>
      <div className="costs-scroll">
        <table className="costs-lines">
          <thead>
            <tr>
              <th>{t('col.line')}</th>
              <th>{t('col.made_of')}</th>
              <th>{t('col.status')}</th>
              <th>{t('col.from')}</th>
              <th>{t('col.when')}</th>
              <th className="is-right">{t('col.amount')}</th>
            </tr>
          </thead>
          <tbody>
            {cost.groups.map(({ group, amount }) => (
              <Fragment key={group}>
                <tr className="is-group">
                  <td colSpan={5}>{t(`group.${group}`)}</td>
                  <td className="is-right">
                    <Money value={amount} />
                  </td>
                </tr>
                {cost.lines
                  .filter((line) => line.group === group)
                  .map((line, place) => (
                    <Line
                      key={line.entry_id ? `${line.entry_id}${line.account}` : `${line.account}${place}`}
                      line={line}
                      units={cost.units}
                    />
                  ))}
              </Fragment>
            ))}
            <tr className="is-total">
              <td colSpan={5}>{t('net')}</td>
              <td className="is-right">
                <Money value={cost.net} />
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Line({ line, units }: { line: CostLine; units: Cost['units'] }) {
  const { t } = useTranslation('costs');
  const factWords = useFactWords();
  const unit = units.length > 1 ? units.find((one) => one.unit.id === line.unit_id)?.unit : undefined;
  return (
    <tr>
      <td>
        {t(`ledger:account.${line.account}`)}
        {unit && (
          <>
            {' '}
            <Code>{unit.lpn}</Code>
          </>
        )}
      </td>
      <td className="r-ink2">{factWords(line)}</td>
      <td>
        <Status tone={line.status === 'actual' ? 'good' : 'idle'}>{t(`status.${line.status}`)}</Status>
      </td>
      <td className="r-ink2">{t(`from.${line.from}`)}</td>
      <td>
        {line.entry_id && line.at ? (
          <Link to="/money/ledger" search={{ entry: line.entry_id }}>
            <When at={line.at} as="dateTime" />
          </Link>
        ) : (
          '—'
        )}
      </td>
      <td className="is-right">
        <Money value={line.amount} />
      </td>
    </tr>
  );
}
