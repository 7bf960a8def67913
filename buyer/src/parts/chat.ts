import type { chat } from '@recoup/contract';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api.ts';

type Api = (what: 'open') => void;
const widget = () => (window as unknown as { recoup?: Api }).recoup;
const LOOKS = 30;
const BETWEEN_MS = 300;

let asked: Promise<string | null> | null = null;
function keyOf(slug: string): Promise<string | null> {
  asked ??= call<typeof chat.help>('GET', '/v1/help/:slug', { params: { slug }, query: { limit: '1' } as object }).then(
    ({ brand }) => brand.chat_key,
    () => null,
  );
  return asked;
}

/**
 * Brings the brand's chat onto a page of ours, once, after the page itself. Answers what opens it, or null: while it is
 * not there, where the brand has none, and where it lets only signed-in buyers write.
 */
export function useChat(slug: string): (() => void) | null {
  const [there, setThere] = useState(() => document.getElementById('recoup') !== null);
  useEffect(() => {
    if (there) return;
    let timer: ReturnType<typeof setInterval> | undefined;
    let gone = false;
    void keyOf(slug).then((key) => {
      if (!key || gone) return;
      if (!document.querySelector('script[data-key]')) {
        const script = document.createElement('script');
        script.async = true;
        script.src = '/widget.js';
        script.dataset.key = key;
        document.head.append(script);
      }
      let looks = 0;
      timer = setInterval(() => {
        looks += 1;
        if (document.getElementById('recoup')) setThere(true);
        if (looks >= LOOKS || document.getElementById('recoup')) clearInterval(timer);
      }, BETWEEN_MS);
    });
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [slug, there]);
  return there ? () => widget()?.('open') : null;
}
