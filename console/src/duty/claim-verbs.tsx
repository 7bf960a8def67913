/** What may be done with a drawback claim now, each with the one thing it needs. */
import { type DrawbackClaim, dutyApi } from '@recoup/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useFormat } from '../ui/locale.tsx';
import { MoneyInput } from '../ui/money-input.tsx';
import { ErrorState } from '../ui/states.tsx';

export function ClaimVerbs({ claim }: { claim: DrawbackClaim }) {
  const { t } = useTranslation('duty');
  const f = useFormat();
  const { may } = useSession();
  const [reference, setReference] = useState('');
  const [amount, setAmount] = useState<number | null>(claim.claimed.amount);
  const [reason, setReason] = useState('');
  const at = { params: { id: claim.id } };
  const file = useMove(dutyApi.fileClaim);
  const pay = useMove(dutyApi.payClaim);
  const end = useMove(dutyApi.endClaim);
  const problem = file.problem ?? pay.problem ?? end.problem;
  const { currency } = claim.claimed;
  const allowed = may('money.send');
  return (
    <>
      <div className="duty-verbs">
        <Button href={`/v1/drawback-claims/${claim.id}/file`}>{t('claims.file')}</Button>
        {allowed && claim.moves.includes('file') && (
          <>
            <Input
              aria-label={t('claims.reference')}
              placeholder={t('claims.reference')}
              value={reference}
              maxLength={80}
              style={{ width: 180 }}
              onChange={(event) => setReference(event.target.value)}
            />
            <Button
              type="primary"
              disabled={!reference.trim()}
              loading={file.busy}
              onClick={() => void file.run({ ...at, body: { reference } })}
            >
              {t('claims.filed')}
            </Button>
          </>
        )}
        {allowed && claim.moves.includes('pay') && (
          <>
            <MoneyInput value={amount} currency={currency} onChange={setAmount} width={140} />
            <Button
              type="primary"
              disabled={!amount}
              loading={pay.busy}
              onClick={() => amount && void pay.run({ ...at, body: { amount } })}
            >
              {t('claims.paid', { amount: f.money(amount ?? 0, currency) })}
            </Button>
          </>
        )}
        {allowed && claim.moves.length > 0 && (
          <>
            <Input
              aria-label={t('claims.reason')}
              placeholder={t('claims.reason')}
              value={reason}
              maxLength={300}
              style={{ width: 180 }}
              onChange={(event) => setReason(event.target.value)}
            />
            {claim.moves.includes('refuse') && (
              <Button
                disabled={!reason.trim()}
                loading={end.busy}
                onClick={() => void end.run({ ...at, body: { as: 'refused', reason } })}
              >
                {t('claims.refused')}
              </Button>
            )}
            <Button
              disabled={!reason.trim()}
              loading={end.busy}
              onClick={() => void end.run({ ...at, body: { as: 'withdrawn', reason } })}
            >
              {t('claims.withdraw')}
            </Button>
          </>
        )}
      </div>
      {problem && <ErrorState title={t('not_done')} words={problem.words} requestId={problem.requestId} />}
    </>
  );
}
