/** One store credit: what is left, until when and by which law, and every move of it. */
import { type CreditDetail, type CreditExpiry, creditsApi } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { Code } from '../ui/code.tsx';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { ErrorState } from '../ui/states.tsx';
import { Shape, Status, When } from '../ui/status.tsx';
import { creditTone } from './tones.ts';

export function CreditPane({ credit }: { credit: CreditDetail }) {
  const { t } = useTranslation('credits');
  const f = useFormat();
  const parts = (['paid', 'bonus'] as const).filter((part) => credit[part].amount.amount > 0);
  return (
    <div className="credit-pane">
      <Code size="head" copy={credit.code.length > 1}>
        {credit.code}
      </Code>
      <div className="credit-left">
        <Money value={credit.balance} />
      </div>
      <p className="r-ink2">
        {t('pane.of', { amount: f.money(credit.amount.amount, credit.amount.currency), name: credit.customer.name })}
      </p>
      <p>
        <Status tone={creditTone[credit.state]} strong>
          {t(`state.${credit.state}`)}
        </Status>
      </p>
      {credit.reason && <p className="r-second">“{credit.reason}”</p>}
      <Section title={t('pane.until')}>
        {parts.map((part) => (
          <div key={part} className="credit-part">
            <Rows
              kind="plain"
              rows={[
                {
                  key: part,
                  label: t(`part.${part}`),
                  note: credit[part].expiry.at ? <When at={credit[part].expiry.at} as="date" /> : t('never'),
                  value: <Money value={credit[part].balance} />,
                },
              ]}
            />
            <Why expiry={credit[part].expiry} />
          </div>
        ))}
        {credit.cash_out && (
          <p className="credit-part">
            <Status tone="clock">
              {t('pane.cash_out', { amount: f.money(credit.cash_out.amount.amount, credit.cash_out.amount.currency) })}
            </Status>
            <span className="r-second">
              {' '}
              <a href={credit.cash_out.rule.source_url} target="_blank" rel="noreferrer">
                {credit.cash_out.rule.source}
              </a>
            </span>
          </p>
        )}
      </Section>
      <Section title={t('pane.history')}>
        <Rows
          rows={credit.history
            .map((move) => ({
              key: move.id,
              shape: (
                <Shape
                  tone={
                    move.kind === 'issued' || move.kind === 'given_back'
                      ? 'good'
                      : move.kind === 'redeemed'
                        ? 'move'
                        : 'diff'
                  }
                />
              ),
              label: t(`move.${move.kind}`),
              note: [
                move.reference,
                f.dateTime(move.at),
                move.by.name,
                move.given_back ? t('move.undone') : null,
                move.reason,
              ]
                .filter(Boolean)
                .join(' · '),
              value: <Money value={move.change} />,
            }))
            .reverse()}
        />
      </Section>
      <Section title={t('pane.facts')}>
        <Rows
          rows={[
            { key: 'brand', label: t('fact.brand'), value: credit.brand.name },
            ...(credit.return
              ? [
                  {
                    key: 'return',
                    label: t('fact.return'),
                    value: <Link to={`/returns/${credit.return.id}` as '/'}>{credit.return.code}</Link>,
                  },
                ]
              : []),
            ...(credit.order
              ? [
                  {
                    key: 'order',
                    label: t('fact.order'),
                    value: <Link to={`/orders/${credit.order.id}` as '/'}>{credit.order.number}</Link>,
                  },
                ]
              : []),
            ...(credit.asked_by ? [{ key: 'asked', label: t('fact.asked'), value: credit.asked_by.name }] : []),
            ...(credit.approved_by
              ? [{ key: 'approved', label: t('fact.approved'), value: credit.approved_by.name }]
              : []),
            { key: 'given', label: t('fact.given'), value: f.dateTime(credit.created_at) },
          ]}
        />
      </Section>
    </div>
  );
}

/** Why it ends then: the brand's setting, or a law with its source and the day it was read. */
function Why({ expiry }: { expiry: CreditExpiry }) {
  const { t } = useTranslation('credits');
  const f = useFormat();
  const { rule } = expiry;
  return (
    <p className="r-second">
      {t(`why.${expiry.decided_by}`, { months: expiry.brand_months })}
      {rule && (
        <>
          {' '}
          {expiry.decided_by === 'brand'
            ? t('why.law_shorter', { place: rule.jurisdiction, months: rule.months })
            : null}{' '}
          <a href={rule.source_url} target="_blank" rel="noreferrer">
            {rule.source}
          </a>
          {', '}
          {rule.checked_on ? t('why.read', { day: f.calendarDay(rule.checked_on) }) : t('why.unread')}
        </>
      )}
    </p>
  );
}

/** The buttons are the moves the server names. */
export function CreditFoot({ credit }: { credit: CreditDetail }) {
  const { t } = useTranslation('credits');
  const f = useFormat();
  const [asking, setAsking] = useState<'void' | 'decline' | 'give_back' | null>(null);
  const approve = useMove(creditsApi.approve);
  const cashOut = useMove(creditsApi.cashOut);
  const has = (move: CreditDetail['moves'][number]) => credit.moves.includes(move);
  const problem = approve.problem ?? cashOut.problem;
  const id = { params: { id: credit.id } };
  if (credit.moves.length === 0)
    return credit.state === 'asked' ? <p className="r-second">{t('foot.other_person')}</p> : null;
  return (
    <div className="credit-foot">
      {problem && <ErrorState title={t('foot.not_done')} words={problem.words} requestId={problem.requestId} />}
      {has('approve') && (
        <Button
          type="primary"
          size="large"
          block
          loading={approve.busy}
          onClick={() => void approve.run({ ...id, body: {} })}
        >
          {t('foot.approve', { amount: f.money(credit.amount.amount, credit.amount.currency) })}
        </Button>
      )}
      {credit.state === 'asked' && !has('approve') && <p className="r-second">{t('foot.other_person')}</p>}
      {has('cash_out') && credit.cash_out && (
        <Button block loading={cashOut.busy} onClick={() => void cashOut.run({ ...id, body: {} })}>
          {t('foot.cash_out', { amount: f.money(credit.cash_out.amount.amount, credit.cash_out.amount.currency) })}
        </Button>
      )}
      <div className="credit-foot-row">
        {has('decline') && <Button onClick={() => setAsking('decline')}>{t('foot.decline')}</Button>}
        {has('give_back') && <Button onClick={() => setAsking('give_back')}>{t('foot.give_back')}</Button>}
        {has('void') && (
          <Button onClick={() => setAsking('void')}>
            {t('foot.void', { amount: f.money(credit.balance.amount, credit.balance.currency) })}
          </Button>
        )}
      </div>
      {asking === 'give_back' && <GiveBack credit={credit} done={() => setAsking(null)} />}
      {(asking === 'void' || asking === 'decline') && <Ask what={asking} id={credit.id} done={() => setAsking(null)} />}
    </div>
  );
}

function Ask({ what, id, done }: { what: 'void' | 'decline'; id: string; done: () => void }) {
  const { t } = useTranslation('credits');
  const [reason, setReason] = useState('');
  const voiding = useMove(creditsApi.void, { onDone: done });
  const declining = useMove(creditsApi.decline, { onDone: done });
  const move = what === 'void' ? voiding : declining;
  const go = () => void move.run({ params: { id }, body: { reason: reason.trim() } });
  return (
    <Modal
      open
      title={t(`ask.${what}`)}
      okText={t(`ask.${what}_go`)}
      cancelText={t('cancel')}
      onOk={go}
      onCancel={done}
      confirmLoading={move.busy}
      okButtonProps={{ disabled: !reason.trim() }}
      destroyOnHidden
    >
      <Fields>
        <Field
          label={t('ask.reason')}
          name="reason"
          problem={move.problem}
          error={move.problem && !move.problem.fieldWords('reason') ? move.problem.words : undefined}
        >
          <Input
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            autoFocus
            maxLength={300}
            onPressEnter={go}
          />
        </Field>
      </Fields>
    </Modal>
  );
}

/** Which order was cancelled: only those that used it and were not given back. */
function GiveBack({ credit, done }: { credit: CreditDetail; done: () => void }) {
  const { t } = useTranslation('credits');
  const f = useFormat();
  const used = credit.history.filter((move) => move.kind === 'redeemed' && !move.given_back);
  const [reference, setReference] = useState(used.length === 1 ? used[0]?.reference : undefined);
  const give = useMove(creditsApi.giveBack, { onDone: done });
  return (
    <Modal
      open
      title={t('ask.give_back')}
      okText={t('ask.give_back_go')}
      cancelText={t('cancel')}
      onOk={() => reference && void give.run({ params: { code: credit.code }, body: { reference } })}
      onCancel={done}
      confirmLoading={give.busy}
      okButtonProps={{ disabled: !reference }}
      destroyOnHidden
    >
      <Fields>
        <Field label={t('ask.order')} error={give.problem?.words}>
          <Select
            value={reference}
            onChange={setReference}
            options={used.map((move) => ({
              value: move.reference ?? '',
              label: `${move.reference} · ${f.money(-move.change.amount, move.change.currency)}`,
            }))}
          />
        </Field>
      </Fields>
    </Modal>
  );
}
