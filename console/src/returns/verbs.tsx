/** The buttons of a return: what the server lets this person do, the one that is next as the main one, the rest under "…". */
import { outbound, type Refund, type ReturnDetail, type ReturnMove, returns } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Dropdown } from 'antd';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { copyText } from '../ui/code.tsx';
import { AskReason } from './ask-reason.tsx';
import { ChangeRemedy } from './change-remedy.tsx';
import { usePapers } from './label.tsx';
import { RefundVerb, refundWithMove } from './refund-verb.tsx';
import { SendReplacement } from './send-replacement.tsx';

type Dialog = 'approve' | 'decline' | 'cancel' | 'remedy' | 'replacement';

/** Policy says no, or somebody asked for an exception: a yes takes a reason, which is kept. */
const stepsOutside = ({ verdict, review, override_reason }: ReturnDetail) =>
  (verdict.answer === 'no' || review.includes('override.asked')) && !override_reason;

/** Closing is the next thing to do once the money is; until then it stands under "…", and says what is open. */
const settled = ({ facts }: ReturnDetail) => facts.money.state === 'sent' || facts.money.state === 'nothing_due';

export function ReturnVerbs({ at, refunds }: { at: ReturnDetail; refunds: readonly Refund[] }) {
  const { t } = useTranslation('returns');
  const { may } = useSession();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const papers = usePapers(at);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const done = () => setDialog(null);
  const approve = useMove(returns.approve, { onDone: done });
  const decline = useMove(returns.decline, { onDone: done });
  const cancel = useMove(returns.cancel, { onDone: done });
  const close = useMove(returns.close);
  const resend = useMove(returns.resendLabel, { onDone: () => void message.success(t('done_words.label_sent')) });
  const of = { params: { id: at.id } };
  const has = (move: ReturnMove) => at.moves.includes(move);
  const refund = refundWithMove(refunds);
  // Where the warehouse sends it, it says so itself; naming a number by hand is then the exception.
  const sends = has('send_replacement') && may('warehouse.read');
  const leaving =
    useApi(outbound.list, { query: { return_id: at.id } }, { on: sends }).data?.rows.some(
      ({ state }) => state !== 'cancelled',
    ) ?? sends;
  const next = has('approve')
    ? 'approve'
    : refund
      ? 'refund'
      : has('send_replacement') && !leaving
        ? 'replacement'
        : has('close') && settled(at)
          ? 'close'
          : null;
  // What a dialog asks for is refused inside it; the others are refused here.
  const problem = dialog ? null : (approve.problem ?? close.problem ?? resend.problem);
  const open = (which: Dialog) => () => {
    for (const move of [approve, decline, cancel]) move.reset();
    setDialog(which);
  };

  const items = [
    has('change_remedy') && { key: 'remedy', label: t('verb.change_remedy'), onClick: open('remedy') },
    has('send_replacement') &&
      next !== 'replacement' && { key: 'replacement', label: t('verb.replacement'), onClick: open('replacement') },
    has('close') && next !== 'close' && { key: 'close', label: t('verb.close'), onClick: () => void close.run(of) },
    has('resend_label') &&
      at.label?.state === 'made' && {
        key: 'resend',
        label: t('verb.resend_label'),
        onClick: () => void resend.run(of),
      },
    at.label?.state === 'made' && { key: 'label', label: t('verb.print_label'), onClick: papers.pdf },
    {
      key: 'link',
      label: t('verb.copy_link'),
      onClick: () => {
        void copyText(at.tracking_page).then((copied) =>
          copied ? message.success(t('done_words.link_copied')) : message.error(t('done_words.not_copied')),
        );
      },
    },
    { key: 'page', label: t('verb.open_link'), onClick: () => window.open(at.tracking_page, '_blank', 'noopener') },
    may('returns.write') && {
      key: 'another',
      label: t('verb.another'),
      onClick: () => void navigate({ to: '/returns/new', search: { order: at.order.id } }),
    },
    has('cancel') && { type: 'divider' as const },
    has('cancel') && { key: 'cancel', danger: true, label: t('verb.cancel'), onClick: open('cancel') },
  ].filter((item) => item !== false);

  return (
    <>
      <Dropdown trigger={['click']} placement="bottomRight" menu={{ items }}>
        <Button icon={<Ellipsis size={16} />} aria-label={t('verb.more')} />
      </Dropdown>
      {has('decline') && <Button onClick={open('decline')}>{t('verb.decline')}</Button>}
      {next === 'approve' && (
        <Button
          type="primary"
          loading={approve.busy && !dialog}
          onClick={stepsOutside(at) ? open('approve') : () => void approve.run({ ...of, body: {} })}
        >
          {t('verb.approve')}
        </Button>
      )}
      {next === 'refund' && refund && <RefundVerb key={refund.id} refund={refund} />}
      {next === 'replacement' && (
        <Button type="primary" onClick={open('replacement')}>
          {t('verb.replacement')}
        </Button>
      )}
      {next === 'close' && (
        <Button type="primary" loading={close.busy} onClick={() => void close.run(of)}>
          {t('verb.close')}
        </Button>
      )}
      {problem && (
        <p className="returns-refused r-t-bad" role="alert">
          {problem.words}
        </p>
      )}
      {dialog === 'approve' && (
        <AskReason
          title={t('ask.override.title')}
          label={t('ask.override.why')}
          help={t('ask.override.help')}
          go={t('verb.approve')}
          busy={approve.busy}
          problem={approve.problem}
          done={done}
          onGo={(reason) => void approve.run({ ...of, body: { reason } })}
        />
      )}
      {dialog === 'decline' && (
        <AskReason
          title={t('ask.decline.title')}
          label={t('ask.decline.why')}
          help={t('ask.decline.help', { name: at.customer.name, language: t(`in_language.${at.customer.language}`) })}
          go={t('ask.decline.go')}
          danger
          busy={decline.busy}
          problem={decline.problem}
          done={done}
          onGo={(reason) => void decline.run({ ...of, body: { reason } })}
        />
      )}
      {dialog === 'cancel' && (
        <AskReason
          title={t('ask.cancel.title')}
          label={t('ask.cancel.why')}
          help={t('ask.cancel.help')}
          go={t('ask.cancel.go')}
          danger
          busy={cancel.busy}
          problem={cancel.problem}
          done={done}
          onGo={(reason) => void cancel.run({ ...of, body: { reason } })}
        />
      )}
      {dialog === 'remedy' && <ChangeRemedy at={at} done={done} />}
      {dialog === 'replacement' && <SendReplacement at={at} done={done} />}
    </>
  );
}
