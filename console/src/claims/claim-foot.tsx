/** The buttons are the moves the server names; the next one is the large one. */
import { type ClaimDetail, claimsApi } from '@recoup/contract';
import { Button, DatePicker, Input, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { Field, Fields } from '../ui/field.tsx';
import { MoneyInput } from '../ui/money-input.tsx';

type Asking = 'file' | 'pay' | 'decline' | 'drop' | 'change';

export function ClaimFoot({ claim }: { claim: ClaimDetail }) {
  const { t } = useTranslation('claims');
  const [asking, setAsking] = useState<Asking | null>(null);
  const has = (move: ClaimDetail['moves'][number]) => claim.moves.includes(move);
  if (claim.moves.length === 0) return null;
  const large = has('file') ? 'file' : has('pay') ? 'pay' : null;
  const small = (['change', 'decline', 'drop'] as const).filter(has);
  return (
    <div className="claim-foot">
      {large && (
        <Button type="primary" size="large" block onClick={() => setAsking(large)}>
          {t(`ask.${large}.verb`)}
        </Button>
      )}
      <div className="claim-foot-row">
        {small.map((move) => (
          <Button key={move} onClick={() => setAsking(move)}>
            {t(`ask.${move}.verb`)}
          </Button>
        ))}
      </div>
      {large === 'file' && <p className="r-quiet">{t('by_hand')}</p>}
      {asking && <Ask what={asking} claim={claim} done={() => setAsking(null)} />}
    </div>
  );
}

function Ask({ what, claim, done }: { what: Asking; claim: ClaimDetail; done: () => void }) {
  const { t } = useTranslation('claims');
  const [words, setWords] = useState('');
  const [amount, setAmount] = useState<number | null>(claim.claimed.amount);
  const [day, setDay] = useState<Dayjs | null>(claim.file_by ? dayjs(claim.file_by) : null);
  const file = useMove(claimsApi.file, { onDone: done });
  const pay = useMove(claimsApi.pay, { onDone: done });
  const end = useMove(claimsApi.end, { onDone: done });
  const change = useMove(claimsApi.change, { onDone: done });
  const move = { file, pay, decline: end, drop: end, change }[what];
  const params = { id: claim.id };
  const said = words.trim();
  const asksAmount = what === 'pay' || what === 'change';
  const ready = asksAmount ? amount !== null && amount > 0 : said !== '';
  const go = () => {
    if (!ready) return;
    if (what === 'file') void file.run({ params, body: { reference: said } });
    else if (what === 'pay') void pay.run({ params, body: { amount: amount!, version: claim.version } });
    else if (what === 'change') {
      const file_by = day?.format('YYYY-MM-DD');
      void change.run({
        params,
        body: {
          ...(amount === claim.claimed.amount ? {} : { amount: amount! }),
          ...(file_by && file_by !== claim.file_by ? { file_by } : {}),
          ...(said ? { carrier: said } : {}),
        },
      });
    } else void end.run({ params, body: { as: what === 'decline' ? 'declined' : 'dropped', reason: said } });
  };
  return (
    <Modal
      open
      title={t(`ask.${what}.title`)}
      okText={t(`ask.${what}.go`)}
      cancelText={t('cancel')}
      onOk={go}
      onCancel={done}
      confirmLoading={move.busy}
      okButtonProps={{ disabled: !ready }}
      destroyOnHidden
    >
      <Fields>
        {asksAmount && (
          <Field label={t(`ask.${what}.amount`)} error={what === 'pay' ? move.problem?.words : undefined}>
            <MoneyInput value={amount} currency={claim.claimed.currency} onChange={setAmount} />
          </Field>
        )}
        {what === 'change' && (
          <Field label={t('ask.change.day')} help={t('ask.change.day_help')}>
            <DatePicker value={day} onChange={(value) => setDay(value)} style={{ width: '100%' }} />
          </Field>
        )}
        {what !== 'pay' && (
          <Field
            label={t(`ask.${what}.label`)}
            help={t(`ask.${what}.help`)}
            optional={what === 'change'}
            error={move.problem?.words}
          >
            <Input
              value={words}
              onChange={(event) => setWords(event.target.value)}
              autoFocus={what !== 'change'}
              maxLength={what === 'change' ? 40 : 120}
              placeholder={what === 'change' ? claim.carrier : undefined}
              onPressEnter={go}
            />
          </Field>
        )}
      </Fields>
    </Modal>
  );
}
