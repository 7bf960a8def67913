/** Before the call: the invitation, and windows of apps that lend no camera. */
import { useState } from 'preact/hooks';
import { Check, Copy, Ellipsis, ExternalLink, Headphones, Images, Video } from './icons.tsx';
import { Button, brandOf, type Parts, Say, Skeleton, Way, whoOf } from './parts.tsx';
import { ways } from './waiting.tsx';
import { time } from './words.ts';

export const Opening = ({ w }: Parts) => <Skeleton w={w} />;

export function Invited({ side, w, state }: Parts) {
  const { invitation } = state;
  const brand = brandOf(state, side)?.name ?? '';
  const name = invitation?.with?.name;
  const voice = invitation?.audio_only ?? false;
  return (
    <>
      <Say
        page
        title={name ? w('invited_who', { name }) : w('invited', { brand })}
        lead={w(voice ? 'invited_voice_lead' : 'invited_lead', { brand })}
      />
      {voice ? (
        <Button icon={Headphones} onClick={() => side.begin({ voice: true })}>
          {w('start_voice')}
        </Button>
      ) : (
        <>
          <Button icon={Video} onClick={() => side.begin()}>
            {w('start')}
          </Button>
          <Button plain icon={Headphones} onClick={() => side.begin({ voice: true })}>
            {w('start_voice')}
          </Button>
        </>
      )}
      <p class="quiet center">{w('no_app')}</p>
    </>
  );
}

/** A window of another app: the way out of it, drawn, and what works without. */
export function InApp(parts: Parts) {
  const { side, w, state } = parts;
  const { app } = state;
  const [copied, setCopied] = useState(false);
  if (!app) return null;
  const isApple = app.system === 'ios';
  const href = location.href;
  return (
    <>
      <Say page title={w('in_app')} lead={w('in_app_lead', { name: whoOf(state, side) })} />
      <ol class={`recipe menu ${app.menu}`}>
        <li>
          <span>
            {w('in_app_1')}
            <i class="dotted">
              <Ellipsis size={16} />
            </i>
            {w(app.menu === 'top_right' ? 'in_app_1_top' : 'in_app_1_bottom')}
          </span>
        </li>
        <li>{w(app.app === 'wechat' ? 'in_app_2_default' : isApple ? 'in_app_2_safari' : 'in_app_2_browser')}</li>
        <li>{w('in_app_3')}</li>
      </ol>
      {app.outside && (
        <a class="button" href={app.outside}>
          <ExternalLink size={20} />
          {w(isApple ? 'in_app_open_safari' : 'in_app_open')}
        </a>
      )}
      <button
        type="button"
        class={app.outside ? 'button plain' : 'button'}
        onClick={() => void copy(href).then(() => setCopied(true))}
      >
        {copied ? <Check size={20} /> : <Copy size={20} />}
        <span aria-live="polite">{w(copied ? 'copied' : 'copy')}</span>
      </button>
      <p class="quiet center">
        {state.invitation ? w('good_until', { time: time(w.language, state.invitation.expires_at) }) : ''}
      </p>
      <section class="instead">
        <h2>{w('go_on_here_without')}</h2>
        {state.call ? (
          ways(parts)
        ) : (
          <>
            <Way
              icon={Images}
              title={w('photos_way')}
              lead={w('photos_way_lead')}
              onClick={() => void side.withPhotos()}
            />
            <Way
              icon={Headphones}
              title={w('by_voice')}
              lead={w('by_voice_lead')}
              onClick={() => side.begin({ voice: true })}
            />
            {app.camera && (
              <Way icon={Video} title={w('here_anyway')} lead={w('here_anyway_lead')} onClick={() => side.begin()} />
            )}
          </>
        )}
      </section>
    </>
  );
}
async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
}

/** It was called off, by this side or the other, before anybody spoke. */
export function CalledOff({ side, w, state }: Parts) {
  const mine = state.call?.ended_because === 'buyer_left' || state.call?.ended_because === 'buyer_declined';
  const name = brandOf(state, side)?.name ?? '';
  const isChat = side.setup.entry.kind === 'chat';
  return (
    <>
      <Say
        page
        title={w(mine ? 'you_left' : 'called_off')}
        lead={w(mine ? 'you_left_lead' : 'called_off_lead', { name })}
      />
      <Button onClick={() => side.setup.onClose(isChat ? 'chat' : 'page')}>
        {w(isChat ? 'back_to_chat' : 'close')}
      </Button>
    </>
  );
}
