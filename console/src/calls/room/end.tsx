/** Hanging up: asks nothing when the problem is settled; else one line says what is open. */
import { type CallDetail, callOffers, calls } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../../app/queries.ts';
import { leftOpen, type OpenEnd } from './left-open.ts';
import { leaveSession } from './session.ts';

export function useEnd(call: CallDetail, mine: 'agent' | 'third') {
  const offers = useApi(callOffers.list, { params: { id: call.id } }, { keep: false });
  const end = useMove(calls.end, { onDone: leaveSession });
  const leave = useMove(calls.leave, { onDone: leaveSession });
  const of = { params: { id: call.id } };
  return {
    open: mine === 'third' ? [] : leftOpen(call, offers.data?.rows ?? []),
    busy: end.busy || leave.busy,
    problem: end.problem ?? leave.problem,
    run: () => {
      if (mine === 'third') return void leave.run(of);
      void end.run({ ...of, body: { because: call.stage === 'live' ? 'staff_hung_up' : 'cancelled' } });
    },
  };
}

export function EndQuestion(props: { open: readonly OpenEnd[]; busy: boolean; onEnd: () => void; onStay: () => void }) {
  const { t } = useTranslation('calls');
  return (
    <div className="room-question" role="alert">
      <p>{props.open.map((what) => t(`call.still_open.${what}`)).join(' ')}</p>
      <button type="button" className="room-end" disabled={props.busy} onClick={props.onEnd}>
        {t('call.end_anyway')}
      </button>
      <button type="button" className="room-stay" onClick={props.onStay}>
        {t('call.stay')}
      </button>
    </div>
  );
}
