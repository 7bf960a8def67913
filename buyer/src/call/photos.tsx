/** Photos: taken with the own camera or chosen, sent at their full size, kept until they have arrived. */
import { useRef } from 'preact/hooks';
import type { Facts } from './facts.ts';
import { Camera, Check, Images, TriangleAlert } from './icons.tsx';
import { Button, Link, type Parts, refusal, Say } from './parts.tsx';
import type { CallSide } from './side.ts';

/** With a picture it is taken at once; without one, the phone's own camera or its photos are opened. */
export function takePhoto(side: CallSide, facts: Facts): void {
  if (facts.camera === 'on' || facts.camera === 'weak') void side.photo();
  else side.show('photos');
}

/** How far each photo is: sent, on its way, or why it did not go. */
export function Shots({ w, state, side }: Parts) {
  const { stills } = state;
  if (stills.length === 0) return null;
  const sent = stills.filter((one) => one.state === 'sent').length;
  const going = stills.filter((one) => one.state === 'waiting' || one.state === 'sending').length;
  const broken = stills.find((one) => one.state === 'failed');
  return (
    <div class="shots">
      {stills.slice(-3).map(({ url, still, state: at, progress }) => (
        <span key={still.client_id} class={`shot ${at}`}>
          <img src={url} alt="" />
          {at === 'sent' && (
            <b>
              <Check size={14} />
            </b>
          )}
          {at === 'failed' && (
            <b class="bad">
              <TriangleAlert size={14} />
            </b>
          )}
          {(at === 'sending' || at === 'waiting') && (
            <span class="bar">
              <i style={{ width: `${Math.round(progress * 100)}%` }} />
            </span>
          )}
        </span>
      ))}
      <p role="status">
        <b>
          {[sent > 0 ? w('shots_sent', { count: sent }) : '', going > 0 ? w('shots_going', { count: going }) : '']
            .filter(Boolean)
            .join(w('comma'))}
        </b>
        <small>
          {broken ? (
            <>
              {refusal(w, broken.refusal ?? 'unknown')}{' '}
              <button type="button" class="inline" onClick={() => side.stills?.retry(broken.still.client_id)}>
                {w('try_again')}
              </button>
            </>
          ) : (
            w(going > 0 ? 'shots_kept' : 'shots_arrived')
          )}
        </small>
      </p>
    </div>
  );
}

export function Photos(parts: Parts) {
  const { side, w, facts, state } = parts;
  const field = useRef<HTMLInputElement>(null);
  const roll = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null) => {
    for (const file of files ?? []) void side.sendFile(file);
  };
  const isLive = state.call?.stage === 'live';
  return (
    <>
      <Say title={w(isLive ? 'weak' : 'photos')} lead={w('photos_lead')} />
      <Shots {...parts} />
      <Button icon={Camera} onClick={() => (facts.camera === 'on' ? void side.photo() : field.current?.click())}>
        {w('take_photo')}
      </Button>
      <Button plain icon={Images} onClick={() => roll.current?.click()}>
        {w('choose_photos')}
      </Button>
      <input
        ref={field}
        class="unseen"
        type="file"
        accept="image/*"
        capture="environment"
        tabIndex={-1}
        aria-label={w('take_photo')}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
      <input
        ref={roll}
        class="unseen"
        type="file"
        accept="image/*"
        multiple
        tabIndex={-1}
        aria-label={w('choose_photos')}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
      <Link
        onClick={() => {
          side.show(null);
          if (!isLive && state.stills.some((one) => one.state === 'sent')) side.set({ wish: 'photos' });
        }}
      >
        {w(isLive ? 'back_to_call' : 'done')}
      </Link>
    </>
  );
}
