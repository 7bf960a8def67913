/** The promise of a conversation that runs out next, in a row and in full. */
import type { ConversationRow, SlaClock } from '@recoup/contract';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import { Status, When } from '../ui/status.tsx';

/** At the right of a row: how long is left, or what else says when it is about. */
export function RowClock({ row }: { row: ConversationRow }) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  if (row.snoozed_until) {
    return (
      <span title={f.fullDateTime(row.snoozed_until)}>
        <Status tone="idle">{t('row.until', { at: f.timeOrDate(row.snoozed_until) })}</Status>
      </span>
    );
  }
  const settled = row.state === 'resolved' || row.state === 'closed';
  if (row.clock && !settled && row.clock.by) return <ClockOf clock={row.clock} />;
  if (row.holder.kind === 'assistant') return <Status tone="bot">{t('assistant')}</Status>;
  return (
    <span className="r-quiet">
      <When at={row.last.at} />
    </span>
  );
}

/** One clock: which promise it is shows on hover. */
export function ClockOf({ clock }: { clock: SlaClock }) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const terms = useTerms();
  const name = t(`clock.${clock.kind}`);
  const hover = (
    <>
      {t('clock.of', { name, policy: clock.kind === 'platform' ? terms.channel(clock.policy) : clock.policy })}
      {clock.by && <div>{f.fullDateTime(clock.by)}</div>}
    </>
  );
  if (clock.state === 'met' || clock.state === 'breached_then_met') {
    return (
      <Tooltip title={hover}>
        <span>
          <Status tone={clock.state === 'met' ? 'good' : 'diff'}>{t(`clock.${clock.state}`)}</Status>
        </span>
      </Tooltip>
    );
  }
  if (clock.state === 'paused' || !clock.by) {
    const left = clock.left_seconds === null ? null : f.span(clock.left_seconds * 1000);
    return (
      <Tooltip title={hover}>
        <span>
          <Status tone="idle">{left ? t('clock.paused_left', { left }) : t('clock.paused')}</Status>
        </span>
      </Tooltip>
    );
  }
  const { tone, text } = f.clock(clock.by);
  return (
    <Tooltip title={hover}>
      <span>
        <Status tone={clock.state === 'breached' ? 'bad' : tone}>{text}</Status>
      </span>
    </Tooltip>
  );
}
