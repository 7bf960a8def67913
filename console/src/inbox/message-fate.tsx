import { inbox, type Message } from '@recoup/contract';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useFormat } from '../ui/locale.tsx';
import { Shape, Status } from '../ui/status.tsx';

/** Reasons of our own have words; what a server said stands as it said it. */
const failures: ReadonlySet<string> = new Set([
  'read_only',
  'too_long',
  'not_delivered',
  'no_address',
  'bounced',
  'refused',
]);

/** What became of a message that went out. */
export function Fate({ message }: { message: Message }) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const { message: toast } = App.useApp();
  const cancel = useMove(inbox.cancelMessage, { onDone: () => void toast.success(t('fate.cancelled_done')) });
  const retry = useMove(inbox.retryMessage);
  if (message.direction !== 'out') return null;
  const of = { params: { id: message.id } };
  switch (message.state) {
    case 'scheduled':
      return (
        <p className="inbox-fate">
          <Status tone="idle">{t('fate.scheduled', { at: message.send_at ? f.dateTime(message.send_at) : '' })}</Status>
          <Button size="small" loading={cancel.busy} onClick={() => void cancel.run(of)}>
            {t('fate.cancel')}
          </Button>
          {cancel.problem && <span className="r-t-bad">{cancel.problem.words}</span>}
        </p>
      );
    case 'failed':
      return (
        <p className="inbox-fate" role="alert">
          <Status tone="bad">{t('fate.failed')}</Status>
          {message.failure && (
            <span className="r-second">
              {failures.has(message.failure) ? t(`failure.${message.failure}`) : message.failure}
            </span>
          )}
          <Button size="small" loading={retry.busy} onClick={() => void retry.run(of)}>
            {t('fate.retry')}
          </Button>
          {retry.problem && <span className="r-t-bad">{retry.problem.words}</span>}
        </p>
      );
    case 'queued':
    case 'sending':
      return (
        <p className="inbox-fate">
          <Status tone="move">{t('fate.sending')}</Status>
        </p>
      );
    case 'cancelled':
    case 'kept':
      return (
        <p className="inbox-fate">
          <Status tone="idle">{t(`fate.${message.state}`)}</Status>
        </p>
      );
    case 'read':
      return (
        <p className="inbox-fate r-quiet">
          <Shape tone="good" />{' '}
          {message.read_at ? t('fate.read_at', { at: f.timeOrDate(message.read_at) }) : t('fate.read')}
        </p>
      );
    case 'delivered':
      return (
        <p className="inbox-fate r-quiet">
          <Shape tone="good" /> {t('fate.delivered')}
        </p>
      );
    default:
      return <p className="inbox-fate r-quiet">{t('fate.sent')}</p>;
  }
}
