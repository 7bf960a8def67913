/** While both sides are on: what the buyer should do is one sheet with one button; the picture, captions and End never move. */
import { Camera, Check, Flashlight, Images, Lamp, MessageSquare, SwitchCamera } from './icons.tsx';
import { Button, Link, type Parts, Say, whoOf } from './parts.tsx';
import { Shots, takePhoto } from './photos.tsx';

export function Leave({ side, w, state }: Parts) {
  return (
    <>
      <Say title={w('leave')} lead={w('leave_lead', { name: whoOf(state, side) })} />
      <div class="pair">
        <Button plain onClick={() => side.show(null)}>
          {w('leave_no')}
        </Button>
        <button type="button" class="button bad" onClick={() => void side.end()}>
          {w('leave_yes')}
        </button>
      </div>
    </>
  );
}

/** After a reload browsers want a tap before they let a voice be heard. */
export function Tap({ side, w, state }: Parts) {
  return (
    <>
      <Say title={w('tap', { name: whoOf(state, side) })} lead={w('tap_lead')} />
      <Button onClick={() => side.tap()}>{w('tap_go')}</Button>
    </>
  );
}

export function Coming({ side, w, state }: Parts) {
  return <Say title={w('coming', { name: whoOf(state, side) })} lead={w('coming_lead')} />;
}

export function Reconnecting({ side, w, state }: Parts) {
  return (
    <>
      <Say
        title={w('reconnecting')}
        lead={`${w('reconnecting_lead', { name: whoOf(state, side) })} ${safeWords({ w, state })}`}
      />
      <Button onClick={() => side.rtc?.again()}>{w('try_again')}</Button>
    </>
  );
}
export function AgentLost({ side, w, state }: Parts) {
  return (
    <>
      <Say
        title={w('agent_lost', { name: whoOf(state, side) })}
        lead={`${w('agent_lost_lead')} ${safeWords({ w, state })}`}
      />
      <Button plain icon={MessageSquare} onClick={() => side.show('chat')}>
        {w('write_meanwhile')}
      </Button>
    </>
  );
}
function safeWords({ w, state }: Pick<Parts, 'w' | 'state'>): string {
  const sent = state.stills.filter((one) => one.state === 'sent').length + (state.call?.stills.length ?? 0);
  return sent > 0 ? w('photos_safe') : '';
}

/** Video was given up so that the voice stays: photos go through where video cannot. */
export function Weak(parts: Parts) {
  const { side, w, facts } = parts;
  return (
    <>
      <Say title={w('weak')} lead={w('weak_lead')} />
      <Shots {...parts} />
      <Button icon={Camera} onClick={() => takePhoto(side, facts)}>
        {w('take_photo')}
      </Button>
      <Link
        onClick={() => {
          side.show('chat');
          void side.talk.say(w('by_phone_said'));
        }}
      >
        {w('by_phone')}
      </Link>
    </>
  );
}

/** One hint at a time, from the agent or from the picture itself. */
export function Hints({ side, w, state, facts }: Parts) {
  const hint = facts.hint ?? 'light';
  const { media } = state;
  const canLight = media?.torch !== 'none';
  const dismiss = () => side.dismissHint();
  return (
    <>
      <Say title={w(`hint_${hint}`)} lead={hint === 'light' && !canLight ? null : w(`hint_${hint}_lead`)} />
      {hint === 'light' && canLight && (
        <Button icon={Flashlight} onClick={() => void side.media?.torch(true).then(dismiss)}>
          {w('light_on')}
        </Button>
      )}
      {hint === 'light' && (
        <p class="tip">
          <Lamp size={22} />
          {w(canLight ? 'hint_light_tip' : 'hint_light_none')}
        </p>
      )}
      {hint === 'flip' && (
        <Button icon={SwitchCamera} onClick={() => void side.media?.flip().then(dismiss)}>
          {w('hint_flip_go')}
        </Button>
      )}
      {hint === 'photo' && (
        <Button
          icon={Images}
          onClick={() => {
            dismiss();
            takePhoto(side, facts);
          }}
        >
          {w('take_photo')}
        </Button>
      )}
      {((hint === 'light' && !canLight) || hint === 'closer' || hint === 'slower' || hint === 'turn') && (
        <Button icon={Check} onClick={dismiss}>
          {w('got_it')}
        </Button>
      )}
    </>
  );
}
