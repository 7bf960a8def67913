/** Under a verdict on the carrier: which stills back a claim, up to how much, until when, and the button that opens it. */
import './claims.css';
import { claimsApi, verdicts } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useFormat } from '../ui/locale.tsx';

export function ClaimOfVerdict({ verdictId }: { verdictId: string }) {
  const { t } = useTranslation('claims');
  const f = useFormat();
  const { may } = useSession();
  const { data } = useApi(claimsApi.possible, { query: { verdict_id: verdictId } }, { on: may('money.read') });
  const open = useMove(claimsApi.open);
  if (data?.claim) {
    const { id, code, state } = data.claim;
    return (
      <p className="claim-of-verdict">
        <span>
          {t('pane.there')} <Link to={`/money/claims/${id}` as '/'}>{code}</Link> · {t(`state.${state}`)}
        </span>
      </p>
    );
  }
  const would = data?.would;
  if (!would) return null;
  const { stills, pictures } = would;
  const carrier = would.carrier || t('pane.carrier');
  const list = f.listed(stills.map(String));
  const backs =
    stills.length > 0
      ? t(stills.length === 1 ? 'pane.still' : 'pane.stills', { list })
      : t(pictures > 0 ? 'pane.pictures' : 'pane.none', { count: pictures });
  const amount = f.money(would.amount.amount, would.amount.currency);
  return (
    <div className="claim-of-verdict">
      <span>
        {t(`pane.claim.${would.kind}`, { backs, carrier, amount })}
        {would.file_by && ` ${t('pane.file_by', { day: f.calendarDay(would.file_by) })}`}
      </span>
      {may('money.ask') && (
        <Button size="small" loading={open.busy} onClick={() => void open.run({ body: { verdict_id: verdictId } })}>
          {t('pane.open')}
        </Button>
      )}
      {open.problem && (
        <p className="r-t-bad" role="alert">
          {open.problem.words}
        </p>
      )}
    </div>
  );
}

/** Claims the verdicts of a call lead to, for the page of a call that is over. */
export function ClaimsOfCall({ callId }: { callId: string }) {
  const { data } = useApi(verdicts.list, { query: { call_id: callId, verdict: ['carrier'], limit: 10 } });
  return data?.rows.map(({ id }) => <ClaimOfVerdict key={id} verdictId={id} />);
}
