/** Until somebody answers, and where nobody does: how long it takes, and what else there is. */
import { useState } from 'preact/hooks';
import { Calendar, Images, MessageSquare, Phone as PhoneIcon, Video } from './icons.tsx';
import { Button, brandOf, Failure, Link, type Parts, Say, Way, whoOf } from './parts.tsx';
import { spanOf } from './words.ts';

export function Calling({ side, w, state }: Parts) {
  return <Say title={w('calling', { name: whoOf(state, side) })} lead={w('point_it')} />;
}

export function Ringing({ side, w, state }: Parts) {
  const name = state.call?.with?.name;
  const brand = brandOf(state, side)?.name ?? '';
  return (
    <>
      <Say title={name ? w('ringing_who', { name }) : w('ringing', { brand })} lead={w('point_it')} />
      {state.call && state.call.instead.length > 0 && <Link onClick={() => side.show('others')}>{w('dont_wait')}</Link>}
    </>
  );
}

export function Queue({ side, w, state }: Parts) {
  const { ahead = 0, expected_seconds = null } = state.call?.queue ?? {};
  const long = expected_seconds === null ? null : spanOf(w, expected_seconds);
  return (
    <>
      <Say
        title={
          ahead === 0
            ? w(long ? 'queue_next' : 'queue_search')
            : ahead === 1
              ? w('queue_1')
              : w('queue', { count: ahead })
        }
        lead={long ? w('queue_lead', { span: long }) : w('queue_unknown')}
      />
      <Button plain onClick={() => side.show('others')}>
        {w('dont_wait')}
      </Button>
    </>
  );
}

/** What the brand offers in place of a call now. */
export function ways({ side, w, state }: Parts) {
  const instead = state.call?.instead ?? [];
  const chatHere = side.setup.entry.kind === 'chat';
  return (
    <>
      {instead.includes('photos') && (
        <Way
          icon={Images}
          title={w('photos_way')}
          lead={w('photos_way_lead')}
          onClick={() => void side.talk.wish('photos')}
        />
      )}
      {instead.length > 0 && (
        <Way icon={PhoneIcon} title={w('phone_way')} lead={w('phone_way_lead')} onClick={() => side.show('phone')} />
      )}
      {instead.includes('call_back') && (
        <Way
          icon={Video}
          title={w('back_way')}
          lead={w('back_way_lead')}
          onClick={() => void side.talk.wish('call_back')}
        />
      )}
      {instead.includes('slot') && (
        <Way icon={Calendar} title={w('slot_way')} lead={w('slot_way_lead')} onClick={() => side.show('slots')} />
      )}
      {instead.includes('chat') && (
        <Way
          icon={MessageSquare}
          title={w('chat_way')}
          lead={w('chat_way_lead')}
          onClick={() => void side.talk.wish('chat').then(() => chatHere && side.setup.onClose('chat'))}
        />
      )}
    </>
  );
}

/** Still ringing or in the queue, and looking at what else there is: it rings on. */
export function Others(parts: Parts) {
  const { side, w, state } = parts;
  return (
    <>
      <Say page title={w('others')} lead={w('others_lead')} />
      <div class="ways">{ways(parts)}</div>
      <Failure state={state} w={w} />
      <Button plain onClick={() => side.show(null)}>
        {w('wait_on')}
      </Button>
      <Link onClick={() => void side.end()}>{w('stop_waiting')}</Link>
    </>
  );
}

export function Nobody(parts: Parts) {
  const { side, w, state } = parts;
  const brand = brandOf(state, side)?.name ?? '';
  const missed = state.call?.ended_because === 'no_show';
  return (
    <>
      <Say page title={w(missed ? 'no_show' : 'nobody', { brand })} lead={w(missed ? 'no_show_lead' : 'nobody_lead')} />
      <div class="ways">{ways(parts)}</div>
      <Failure state={state} w={w} />
      <Link onClick={() => side.setup.onClose('page')}>{w('close')}</Link>
    </>
  );
}

/** The number to be called back at. */
export function Phone({ side, w, state }: Parts) {
  const [number, setNumber] = useState('');
  const digits = number.replace(/\D/g, '').length;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void side.talk.wish('phone', number.trim() || undefined);
      }}
    >
      <Say page title={w('phone')} lead={w('phone_lead', { name: whoOf(state, side) })} />
      <label class="field">
        {w('phone_number')}
        <input
          type="tel"
          autocomplete="tel"
          value={number}
          maxLength={40}
          onInput={(event) => setNumber(event.currentTarget.value)}
        />
      </label>
      <Failure state={state} w={w} />
      <button type="submit" class="button" disabled={state.busy || (digits > 0 && digits < 7)}>
        {w('phone_go')}
      </button>
      <Link onClick={() => side.show(null)}>{w('back')}</Link>
    </form>
  );
}

/** What was wished for in place of a call is noted. */
export function Wished({ side, w, state }: Parts) {
  const wish = state.wish ?? 'chat';
  const name = brandOf(state, side)?.name ?? '';
  return (
    <>
      <Say page title={w(`wished_${wish}`, { name })} lead={w(`wished_${wish}_lead`, { name })} />
      {side.setup.entry.kind === 'chat' ? (
        <Button icon={MessageSquare} onClick={() => side.setup.onClose('chat')}>
          {w('back_to_chat')}
        </Button>
      ) : (
        <Button onClick={() => side.setup.onClose('page')}>{w('close')}</Button>
      )}
    </>
  );
}

/** They call back, and this page is still open. */
export function Answer({ side, w, state }: Parts) {
  return (
    <>
      <Say page title={w('answer', { name: whoOf(state, side) })} lead={w('answer_lead')} />
      <Button icon={Video} onClick={() => side.answer()}>
        {w('answer_go')}
      </Button>
      <Link onClick={() => void side.end()}>{w('answer_no')}</Link>
    </>
  );
}

/** The link was opened in another browser before: whoever takes the call lets this one in, or not. */
export function Knocking({ side, w, state }: Parts) {
  return (
    <>
      <Say
        page
        title={w('knocking', { name: whoOf(state, side) })}
        lead={w('knocking_lead', { name: whoOf(state, side) })}
      />
      <p class="dots" role="status" aria-label={w('waits')}>
        <i />
        <i />
        <i />
      </p>
      <Button plain onClick={() => void side.end()}>
        {w('stop_waiting')}
      </Button>
    </>
  );
}
