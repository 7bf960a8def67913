/** The camera is kept from this page: by an answer that was given once, or by the page's own rules. */
import { useEffect, useState } from 'preact/hooks';
import { askerOf } from './browser.ts';
import { ExternalLink, Headphones, Images, Video } from './icons.tsx';
import { Button, Link, type Parts, Say, Way, whoOf } from './parts.tsx';
import { ways } from './waiting.tsx';
import type { Key } from './words.ts';

/** Somebody said no to the camera, now or before: how to allow it in this browser, or how to go on without. */
export function Blocked(parts: Parts) {
  const { side, w, state } = parts;
  const asker = askerOf(navigator.userAgent);
  const isDeaf = state.media?.microphone === 'none';
  return (
    <>
      <Say page title={w('blocked')} lead={w('blocked_lead', { name: whoOf(state, side) })} />
      <ol class="recipe">
        {[1, 2, 3].map((n) => (
          <li key={n}>{w(`allow_${asker}_${n}` as Key)}</li>
        ))}
      </ol>
      <Button icon={Video} onClick={() => side.askAgain()}>
        {w('blocked_again')}
      </Button>
      <p class="quiet center">{w('blocked_reload')}</p>
      <section class="instead">
        <h2>{w('go_on_here')}</h2>
        {side.setup.server && (
          <Way
            icon={ExternalLink}
            title={w('other_page_open')}
            lead={w('blocked_other_page')}
            onClick={() => side.set({ elsewhere: true })}
          />
        )}
        {!isDeaf && (
          <Way icon={Headphones} title={w('by_voice')} lead={w('by_voice_lead')} onClick={() => side.byVoice()} />
        )}
        {ways(parts)}
        {state.call && <Link onClick={() => void side.end()}>{w('stop_waiting')}</Link>}
      </section>
    </>
  );
}

/** The page itself may not use the camera: the shop's rules for it say so, or it came without https. */
export function OtherPage(parts: Parts) {
  const { side, w, state } = parts;
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    void side.ownAddress().then(setAddress, () => {});
  }, [side]);
  return (
    <>
      <Say page title={w('other_page')} lead={w('other_page_lead', { name: whoOf(state, side) })} />
      {address && (
        <a class="button" href={address} target="_blank" rel="noopener" onClick={() => side.goElsewhere()}>
          <ExternalLink size={20} />
          {w('other_page_open')}
        </a>
      )}
      <section class="instead">
        <h2>{w('go_on_here')}</h2>
        {state.call ? (
          ways(parts)
        ) : (
          <Way icon={Images} title={w('to_chat')} lead={w('to_chat_lead')} onClick={() => side.setup.onClose('chat')} />
        )}
      </section>
    </>
  );
}
