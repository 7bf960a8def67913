/** The buttons are the moves the server names; sending comes first. */
import { type DisputeDetail, disputesApi } from '@recoup/contract';
import { Button, DatePicker, Input, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { MoneyInput } from '../ui/money-input.tsx';
import { ErrorState } from '../ui/states.tsx';

type Asking = 'mark_submitted' | 'accept' | 'mark_won' | 'mark_lost' | 'change';

export function DisputeFoot({ dispute }: { dispute: DisputeDetail }) {
  const { t } = useTranslation('disputes');
  const f = useFormat();
  const [asking, setAsking] = useState<Asking | null>(null);
  const submit = useMove(disputesApi.submit);
  const has = (move: DisputeDetail['moves'][number]) => dispute.moves.includes(move);
  const amount = f.money(dispute.amount.amount, dispute.amount.currency);
  if (dispute.moves.length === 0) return null;
  return (
    <div className="dispute-foot">
      {submit.problem && (
        <ErrorState title={t('foot.not_done')} words={submit.problem.words} requestId={submit.problem.requestId} />
      )}
      {has('submit') && (
        <Button
          type="primary"
          size="large"
          block
          loading={submit.busy}
          onClick={() => void submit.run({ params: { id: dispute.id }, body: { version: dispute.version } })}
        >
          {t('foot.submit')}
        </Button>
      )}
      {has('mark_submitted') && (
        <Button
          {...(has('submit') ? {} : { type: 'primary' as const, size: 'large' as const })}
          block
          onClick={() => setAsking('mark_submitted')}
        >
          {t('foot.mark_submitted')}
        </Button>
      )}
      <div className="dispute-foot-row">
        {has('mark_won') && <Button onClick={() => setAsking('mark_won')}>{t('foot.mark_won')}</Button>}
        {has('mark_lost') && <Button onClick={() => setAsking('mark_lost')}>{t('foot.mark_lost')}</Button>}
      </div>
      <div className="dispute-foot-row">
        {has('accept') && <Button onClick={() => setAsking('accept')}>{t('foot.accept', { amount })}</Button>}
        {has('change') && <Button onClick={() => setAsking('change')}>{t('foot.change')}</Button>}
      </div>
      {has('submit') ? (
        <p className="r-quiet">{t('foot.once')}</p>
      ) : (
        has('mark_submitted') && <p className="r-quiet">{t('foot.by_hand')}</p>
      )}
      {asking === 'change' ? (
        <Change dispute={dispute} done={() => setAsking(null)} />
      ) : (
        asking && <AskMore what={asking} dispute={dispute} done={() => setAsking(null)} />
      )}
    </div>
  );
}

function AskMore({
  what,
  dispute,
  done,
}: {
  what: Exclude<Asking, 'change'>;
  dispute: DisputeDetail;
  done: () => void;
}) {
  const { t } = useTranslation('disputes');
  const f = useFormat();
  const [text, setText] = useState('');
  const mark = useMove(disputesApi.markSubmitted, { onDone: done });
  const accept = useMove(disputesApi.accept, { onDone: done });
  const decide = useMove(disputesApi.decide, { onDone: done });
  const move = { mark_submitted: mark, accept, mark_won: decide, mark_lost: decide }[what];
  const id = { params: { id: dispute.id } };
  const said = text.trim();
  const go = () => {
    if (what === 'mark_submitted') void mark.run({ ...id, body: said ? { reference: said } : {} });
    else if (what === 'accept') void accept.run({ ...id, body: { reason: said } });
    else
      void decide.run({
        ...id,
        body: { outcome: what === 'mark_won' ? 'won' : 'lost', ...(said ? { note: said } : {}) },
      });
  };
  return (
    <Modal
      open
      title={t(`ask.${what}.title`, { amount: f.money(dispute.amount.amount, dispute.amount.currency) })}
      okText={t(`ask.${what}.go`)}
      cancelText={t('cancel')}
      onOk={go}
      onCancel={done}
      confirmLoading={move.busy}
      okButtonProps={{ disabled: what === 'accept' && !said }}
      destroyOnHidden
    >
      <Fields>
        <Field
          label={t(`ask.${what}.label`)}
          help={t(`ask.${what}.help`)}
          optional={what !== 'accept'}
          error={move.problem?.words}
        >
          <Input
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoFocus
            maxLength={120}
            onPressEnter={go}
          />
        </Field>
      </Fields>
    </Modal>
  );
}

function Change({ dispute, done }: { dispute: DisputeDetail; done: () => void }) {
  const { t } = useTranslation('disputes');
  const [due, setDue] = useState<Dayjs | null>(dayjs(dispute.due_by));
  const [fee, setFee] = useState<number | null>(dispute.fee.amount);
  const change = useMove(disputesApi.change, { onDone: done });
  return (
    <Modal
      open
      title={t('ask.change.title')}
      okText={t('ask.change.go')}
      cancelText={t('cancel')}
      onOk={() =>
        void change.run({
          params: { id: dispute.id },
          body: {
            ...(due && !due.isSame(dispute.due_by) ? { due_by: due.toISOString() } : {}),
            ...(fee !== null && fee !== dispute.fee.amount ? { fee } : {}),
          },
        })
      }
      onCancel={done}
      confirmLoading={change.busy}
      destroyOnHidden
    >
      <Fields>
        <Field label={t('ask.change.due')} name="due_by" problem={change.problem}>
          <DatePicker
            showTime={{ format: 'HH:mm' }}
            value={due}
            onChange={(value) => setDue(value)}
            style={{ width: '100%' }}
          />
        </Field>
        <Field
          label={t('open.fee')}
          name="fee"
          problem={change.problem}
          error={change.problem && !change.problem.fieldWords('fee') ? change.problem.words : undefined}
        >
          <MoneyInput value={fee} currency={dispute.fee.currency} onChange={setFee} />
        </Field>
        {dispute.kind === 'inquiry' && (
          <Button danger onClick={() => void change.run({ params: { id: dispute.id }, body: { kind: 'chargeback' } })}>
            {t('ask.change.chargeback')}
          </Button>
        )}
      </Fields>
    </Modal>
  );
}
