/** In the bar: whether I take calls, and after one how long I may still write. */
import { calls } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../../app/queries.ts';
import { useSession } from '../../app/session.tsx';

export default function DeskSwitch() {
  const { may } = useSession();
  return may('calls.take') ? <Switch /> : null;
}

function Switch() {
  const { t } = useTranslation('calls');
  const now = useApi(calls.now, { query: {} });
  const desk = useMove(calls.desk);
  if (!now.data) return null;
  const takes = now.data.me.state !== 'off';
  return (
    <button
      type="button"
      role="switch"
      aria-checked={takes}
      disabled={desk.busy}
      onClick={() => void desk.run({ body: { takes_calls: !takes } })}
    >
      {takes ? t('desk.taking') : t('desk.off')}
    </button>
  );
}
