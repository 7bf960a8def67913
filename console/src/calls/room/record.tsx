/** Recording: everybody is asked first, in the open; then it runs, and stops when somebody takes their yes back. */
import type { RecordingView } from '@recoup/contract';
import { Button, Popover } from 'antd';
import { CircleDot } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session.tsx';
import { Status } from '../../ui/status.tsx';
import type { Session } from './session.ts';
import { type RecorderOfCall, recordingSince, useFollowing } from './use-recorder.ts';

export function RecordMenu(props: { recorder: RecorderOfCall; session: Session; mine: string | null }) {
  const { t } = useTranslation('calls');
  const { recorder } = props;
  useFollowing(recorder, props.session);
  // A brand that does not record has no button for it.
  if (!recorder.view?.enabled) return null;
  const runs = recordingSince(recorder.view) !== null;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      content={<Menu {...props} view={recorder.view} />}
    >
      <button
        type="button"
        className={`room-icon${runs ? ' is-recording' : ''}`}
        title={t('call.record.title')}
        aria-label={t('call.record.title')}
      >
        <CircleDot size={16} />
      </button>
    </Popover>
  );
}

const tones = { yes: 'good', no: 'bad', withdrawn: 'bad', asked: 'idle' } as const;

function Menu(props: { recorder: RecorderOfCall; mine: string | null; view: RecordingView }) {
  const { t } = useTranslation('calls');
  const { may } = useSession();
  const { recorder, view, mine } = props;
  const my = view.sides.find(({ part_id }) => part_id === mine)?.answer ?? null;
  const runs = recordingSince(view) !== null;
  const unasked = view.sides.some(({ answer }) => answer === null || answer === 'no' || answer === 'withdrawn');
  return (
    <div className="room-menu">
      <h3>{t('call.record.title')}</h3>
      <p className="r-second">
        {t(`call.record.needs.${view.rule.needs}`, { place: view.rule.place })} {t('call.record.everybody')}
      </p>
      <blockquote lang={view.my_wording.language}>{view.my_wording.text}</blockquote>
      {view.sides.map((side) => (
        <p key={side.part_id} className="desk-row">
          <span className="r-cut">{side.name}</span>
          {side.answer ? (
            <Status tone={tones[side.answer]}>{t(`call.record.answer.${side.answer}`)}</Status>
          ) : (
            <span className="r-quiet">{t('call.record.not_asked')}</span>
          )}
        </p>
      ))}
      {recorder.failure && <p className="r-t-bad">{t('call.record.failed')}</p>}
      {recorder.problem && (
        <p className="r-t-bad" role="alert">
          {recorder.problem.words}
        </p>
      )}
      <div className="room-card-row">
        {runs ? (
          <Button danger disabled={!recorder.here} onClick={() => void recorder.stop()}>
            {t('call.record.stop')}
          </Button>
        ) : view.may_record ? (
          <Button type="primary" loading={recorder.busy} onClick={() => void recorder.start()}>
            {t('call.record.start')}
          </Button>
        ) : my === 'asked' ? (
          <Button type="primary" loading={recorder.busy} onClick={() => void recorder.answer('yes')}>
            {t('call.record.i_agree')}
          </Button>
        ) : (
          unasked && (
            <Button type="primary" loading={recorder.busy} onClick={() => void recorder.ask()}>
              {t('call.record.ask')}
            </Button>
          )
        )}
        {my === 'yes' && (
          <Button disabled={recorder.busy} onClick={() => void recorder.answer('withdrawn')}>
            {t('call.record.withdraw')}
          </Button>
        )}
      </div>
      {runs && !recorder.here && may('calls.take') && <p className="r-quiet">{t('call.record.elsewhere')}</p>}
    </div>
  );
}
