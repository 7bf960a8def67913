/** The camera: what it is asked for, and what to do where there is none to be had. */
import { Headphones, Video } from './icons.tsx';
import { Button, brandOf, Link, type Parts, Say, whoOf } from './parts.tsx';

/** The browser's own question is on the screen. */
export function Asking({ side, w, state }: Parts) {
  const brand = brandOf(state, side)?.name ?? '';
  return (
    <>
      <Say title={w('asking')} lead={w('asking_lead', { brand })} />
      {!state.byVoice && <Link onClick={() => side.byVoice()}>{w('without_camera')}</Link>}
    </>
  );
}

export function NoCamera({ side, w, state }: Parts) {
  return (
    <>
      <Say title={w('no_camera')} lead={w('no_camera_lead', { name: whoOf(state, side) })} />
      <Button icon={Headphones} onClick={() => side.byVoice()}>
        {w('by_voice')}
      </Button>
      <Link onClick={() => side.askAgain()}>{w('try_again')}</Link>
    </>
  );
}

export function Held({ side, w }: Parts) {
  return (
    <>
      <Say title={w('held')} lead={w('held_lead')} />
      <Button icon={Video} onClick={() => side.askAgain()}>
        {w('try_again')}
      </Button>
      <Link onClick={() => side.byVoice()}>{w('by_voice')}</Link>
    </>
  );
}
