/** Over the list: who waits now, how long, and the button that picks them up. */
import { type CallRow, calls } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../../app/queries.ts';
import { useScope } from '../../app/session.tsx';
import { useFormat } from '../../ui/locale.tsx';
import { Status } from '../../ui/status.tsx';
import { secondsFrom, useSecond } from '../clock.ts';
import { coolDown, warmUp } from '../room/session.ts';

const LONG_SECONDS = 60;

export function Queue() {
  const { t } = useTranslation('calls');
  const now = useApi(calls.now, { query: useScope() });
  const rows = now.data?.waiting ?? [];
  if (rows.length === 0) return null;
  return (
    <section className="calls-queue" aria-label={t('list.queue')}>
      <h2>{t('list.queue')}</h2>
      {rows.map((call) => (
        <Waits key={call.id} call={call} />
      ))}
    </section>
  );
}

function Waits({ call }: { call: CallRow }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const navigate = useNavigate();
  const at = useSecond();
  const pick = useMove(calls.answer);
  const waited = secondsFrom(call.asked_at, at);
  const take = async () => {
    warmUp(call.id);
    if (await pick.run({ params: { id: call.id } })) void navigate({ to: '/calls/$id', params: { id: call.id } });
    else coolDown(call.id);
  };
  const mayTake = call.moves.includes('pick_up') || call.moves.includes('answer');
  return (
    <div>
      <Status tone={waited >= LONG_SECONDS ? 'clock' : 'idle'}>{f.duration(waited)}</Status>
      <span className="r-cut">
        <b className="r-medium">{call.buyer.name}</b> {call.goods?.title ?? call.conversation.subject}
      </span>
      <span className={pick.problem ? 'r-t-bad' : 'r-quiet'}>
        {pick.problem
          ? pick.problem.words
          : call.call_back
            ? t('ring.call_back')
            : call.stage === 'ringing' && t('list.rings')}
      </span>
      {mayTake && (
        <Button size="small" type="primary" loading={pick.busy} onClick={() => void take()}>
          {call.call_back ? t('desk.call_back') : t('desk.pick_up')}
        </Button>
      )}
    </div>
  );
}
