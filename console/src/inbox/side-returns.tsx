/** Returns of the order: where each is, its units and their way, and what may be done from here. */
import { moneyApi, type Refund, type ReturnMove, type ReturnRow, returns } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Status, type Tone } from '../ui/status.tsx';

const stageTone: Record<string, Tone> = { closed: 'good', in_transit: 'move', received: 'here', requested: 'clock' };
const moneyTone: Record<string, Tone> = {
  sent: 'good',
  failed: 'bad',
  owed: 'clock',
  second_person: 'clock',
  sending: 'move',
};

export function ReturnsPart({ rows, linked }: { rows: readonly ReturnRow[]; linked: string | null }) {
  const { t } = useTranslation('inbox');
  // The one the conversation is about first, then the newest.
  const sorted = [...rows].sort(
    (a, b) => Number(b.id === linked) - Number(a.id === linked) || (a.requested_at < b.requested_at ? 1 : -1),
  );
  return (
    <section>
      <header>
        <h3>{t('returns.title')}</h3>
      </header>
      {sorted.slice(0, 4).map((row, at) => (
        <OneReturn key={row.id} row={row} whole={at === 0} />
      ))}
    </section>
  );
}

function OneReturn({ row, whole }: { row: ReturnRow; whole: boolean }) {
  const { t } = useTranslation('inbox');
  const terms = useTerms();
  const f = useFormat();
  const { may } = useSession();
  const detail = useApi(returns.get, { params: { id: row.id } }, { on: whole }).data;
  const refunds =
    useApi(moneyApi.refunds, { query: { return_id: row.id } }, { on: whole && may('money.read') }).data?.rows ?? [];
  const { place, decision, money } = row.facts;
  return (
    <div className="inbox-return">
      <p className="inbox-return-head">
        <Link to={`/returns/${row.id}` as '/'}>
          <Code>{row.code}</Code>
        </Link>
        <Status tone={stageTone[place.stage] ?? 'idle'}>{terms.stage(place.stage)}</Status>
      </p>
      <p className="r-second">
        {[
          row.title,
          terms.reason(row.reason),
          decision.state !== 'none' ? terms.decision(decision.state) : null,
          decision.way ? terms.disposition(decision.way) : null,
        ]
          .filter(Boolean)
          .join(t('comma'))}
      </p>
      {money.state !== 'not_owed' && money.state !== 'nothing_due' && (
        <p>
          <Status tone={moneyTone[money.state] ?? 'idle'}>
            {terms.money(money.state)} {money.amount && f.money(money.amount.amount, money.amount.currency)}
          </Status>
        </p>
      )}
      {detail && detail.units.length > 0 && (
        <ul className="inbox-units">
          {detail.units.map((unit) => (
            <li key={unit.id}>
              <Link to={`/units/${unit.id}` as '/'}>
                <Code>{unit.lpn}</Code>
              </Link>
              <span className="r-second">
                {[
                  terms.unit_stage(unit.stage),
                  unit.grade ? t('returns.grade', { grade: unit.grade }) : null,
                  unit.disposition ? terms.disposition(unit.disposition) : null,
                ]
                  .filter(Boolean)
                  .join(t('comma'))}
              </span>
            </li>
          ))}
        </ul>
      )}
      {detail && (
        <Verbs
          id={row.id}
          moves={detail.moves}
          labelMade={detail.label?.state === 'made'}
          outside={stepsOutside(detail)}
          refunds={refunds}
          name={row.customer.name}
        />
      )}
    </div>
  );
}

/** Policy says no, or somebody asked for an exception: a yes takes a reason. */
const stepsOutside = (at: { verdict: { answer: string }; review: readonly string[]; override_reason: string | null }) =>
  (at.verdict.answer === 'no' || at.review.includes('override.asked')) && !at.override_reason;

function Verbs(props: {
  id: string;
  moves: readonly ReturnMove[];
  labelMade: boolean;
  outside: boolean;
  refunds: readonly Refund[];
  name: string;
}) {
  const { t } = useTranslation('inbox');
  const { message } = App.useApp();
  const [asking, setAsking] = useState<'approve' | 'decline' | null>(null);
  const done = () => setAsking(null);
  const of = { params: { id: props.id } };
  const approve = useMove(returns.approve, { onDone: done });
  const decline = useMove(returns.decline, { onDone: done });
  const resend = useMove(returns.resendLabel, { onDone: () => void message.success(t('returns.label_sent')) });
  const problem = asking ? null : (approve.problem ?? decline.problem ?? resend.problem);
  const has = (move: ReturnMove) => props.moves.includes(move);
  const refund = props.refunds.find(({ moves }) =>
    moves.some((move) => move === 'send' || move === 'ask_second' || move === 'retry'),
  );
  return (
    <>
      <div className="inbox-return-verbs">
        {has('approve') && (
          <Button
            size="small"
            type="primary"
            loading={approve.busy}
            onClick={() => (props.outside ? setAsking('approve') : void approve.run({ ...of, body: {} }))}
          >
            {t('returns.approve')}
          </Button>
        )}
        {has('decline') && (
          <Button size="small" onClick={() => setAsking('decline')}>
            {t('returns.decline')}
          </Button>
        )}
        {has('resend_label') && props.labelMade && (
          <Button size="small" loading={resend.busy} onClick={() => void resend.run(of)}>
            {t('returns.label_again')}
          </Button>
        )}
        {refund && <RefundButton key={refund.id} refund={refund} />}
      </div>
      {problem && (
        <p className="r-t-bad" role="alert">
          {problem.words}
        </p>
      )}
      {asking && (
        <AskWhy
          title={t(`returns.${asking}_title`)}
          label={t(`returns.${asking}_why`)}
          help={t(`returns.${asking}_help`, { name: props.name })}
          go={t(`returns.${asking}`)}
          busy={asking === 'approve' ? approve.busy : decline.busy}
          problem={(asking === 'approve' ? approve : decline).problem?.words}
          onGo={(reason) => void (asking === 'approve' ? approve : decline).run({ ...of, body: { reason } })}
          onClose={done}
        />
      )}
    </>
  );
}

function AskWhy(props: {
  title: string;
  label: string;
  help: string;
  go: string;
  busy: boolean;
  problem: string | undefined;
  onGo: (reason: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('inbox');
  const [reason, setReason] = useState('');
  return (
    <Modal
      open
      title={props.title}
      okText={props.go}
      cancelText={t('cancel')}
      confirmLoading={props.busy}
      okButtonProps={{ disabled: !reason.trim() }}
      onOk={() => props.onGo(reason.trim())}
      onCancel={props.onClose}
      width={420}
      destroyOnHidden
    >
      <Fields>
        <Field label={props.label} help={props.help} error={props.problem}>
          <Input.TextArea
            autoFocus
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </Fields>
    </Modal>
  );
}

/** The amount stands on the button; what needs a second person is asked for, not sent. */
function RefundButton({ refund }: { refund: Refund }) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const { message } = App.useApp();
  const amount = f.money(refund.amount.amount, refund.amount.currency);
  const said = (words: string) => ({ onDone: () => void message.success(words) });
  const send = useMove(moneyApi.send, said(t('refund.sending', { amount })));
  const ask = useMove(moneyApi.askSecond, said(t('refund.asked')));
  const retry = useMove(moneyApi.retry, said(t('refund.sending', { amount })));
  const next = (['send', 'ask_second', 'retry'] as const).find((move) => refund.moves.includes(move));
  if (!next) return null;
  const of = { params: { id: refund.id } };
  const problem = send.problem ?? ask.problem ?? retry.problem;
  const run = () => {
    if (next === 'send') return send.run({ ...of, body: { version: refund.version } });
    return next === 'ask_second' ? ask.run({ ...of, body: {} }) : retry.run(of);
  };
  return (
    <>
      <Button
        size="small"
        type="primary"
        loading={send.busy || ask.busy || retry.busy}
        title={refund.to ? t('refund.to', { to: refund.to, code: refund.code }) : refund.code}
        onClick={() => void run()}
      >
        {t(next === 'send' && refund.kind === 'store_credit' ? 'refund.issue' : `refund.${next}`, { amount })}
      </Button>
      {problem && (
        <p className="r-t-bad" role="alert">
          {problem.words}
        </p>
      )}
    </>
  );
}
