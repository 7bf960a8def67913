/** What stands in the room before one is in it: another tab has it, a colleague has it, it could not be entered. */
import { type CallDetail, calls } from '@recoup/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMove } from '../../app/queries.ts';
import { comesIn, coolDown, enterSession, warmUp } from './session.ts';

export function Door(props: { at: 'elsewhere' | 'taken' | 'failed'; callId: string; listens: boolean }) {
  const { t } = useTranslation('calls');
  return (
    <div className="room-words" role="alert">
      <p className="room-words-title">{t(`call.door.${props.at}.title`)}</p>
      <p>{t(`call.door.${props.at}.note`)}</p>
      <Button
        type="primary"
        onClick={() => enterSession(props.callId, { listens: props.listens, take: props.at !== 'failed' })}
      >
        {t(`call.door.${props.at}.verb`)}
      </Button>
    </div>
  );
}

/** Nobody has it yet, or a colleague does: answer, pick up, or join as a third side. */
export function BeforeIn({ call }: { call: CallDetail }) {
  const { t } = useTranslation('calls');
  const answer = useMove(calls.answer);
  const join = useMove(calls.join);
  const of = { params: { id: call.id } };
  const take = async () => {
    warmUp(call.id);
    if (!(await answer.run(of))) coolDown(call.id);
  };
  const name = call.buyer.name;
  const mayTake = call.moves.includes('answer') || call.moves.includes('pick_up');
  const mayJoin = call.moves.includes('join');
  const problem = answer.problem ?? join.problem;
  return (
    <div className="room-words">
      <p className="room-words-title">
        {call.stage === 'live' && call.staff
          ? t('call.door.colleague', { name, staff: call.staff.name })
          : t(`call.door.stage.${call.stage}`, { name })}
      </p>
      {mayJoin && <p>{t('call.door.told', { name })}</p>}
      {problem && (
        <p className="r-t-bad" role="alert">
          {problem.words}
        </p>
      )}
      <div className="room-card-row">
        {mayTake && (
          <Button type="primary" loading={answer.busy} onClick={() => void take()}>
            {call.moves.includes('answer') ? t('ring.answer') : t('desk.pick_up')}
          </Button>
        )}
        {mayJoin && (
          <>
            <Button
              loading={join.busy}
              onClick={() => {
                comesIn(call.id);
                void join.run({ ...of, body: { mode: 'listens' } });
              }}
            >
              {t('call.door.listen')}
            </Button>
            <Button
              type="primary"
              loading={join.busy}
              onClick={() => {
                warmUp(call.id);
                void join.run({ ...of, body: { mode: 'talks' } });
              }}
            >
              {t('call.door.talk')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
