/** The button to a call on the pages of an order: shown where the brand takes calls, with what to expect. */
import type { AnswerOf, buyerCalls } from '@recoup/contract';
import { Video } from 'lucide-preact';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api.ts';
import type { Brand } from '../app.tsx';
import { dayOf } from '../format.ts';
import { useWords, type Words } from '../words.ts';

type Offered = AnswerOf<typeof buyerCalls.offered>;
const bring = () => import('../call/mount.tsx');

/**
 * One tap: it asks for the camera and makes the call. What it needs is fetched while the page stands idle, so that the tap
 * waits for nothing. A page that was loaded again while a call stood goes back into it.
 */
export function CallCard({
  brand,
  token,
  origin,
  lineId = null,
}: {
  brand: Brand;
  token: string;
  origin: 'portal' | 'tracking';
  lineId?: string | null;
}) {
  const words = useWords();
  const { t, language } = words;
  const [offered, setOffered] = useState<Offered | null>(null);

  const setup = () => ({
    server: '',
    slug: brand.slug,
    brand: {
      name: brand.name,
      slug: brand.slug,
      color: brand.look.color,
      dot: brand.look.dot,
      logo_url: brand.look.logo_url,
    },
    entry: { kind: 'order' as const, token, origin, lineId },
    language,
  });
  const wasIn = hasKept(brand.slug);
  useEffect(() => {
    if (wasIn && !document.getElementById('recoup-call'))
      void bring().then(({ mountCall }) => {
        const mounted = mountCall(document.body, setup());
        void mounted.side.open().then(() => mounted.side.state.call === null && mounted.close());
      });
    call<typeof buyerCalls.offered>('GET', '/v1/portal/calls', { token, query: { origin } }).then(
      (found) => {
        setOffered(found);
        if (found.offered) void bring();
      },
      () => {}, // no button where nothing is known
    );
  }, [token, origin]);

  if (!offered?.offered) return null;
  const begin = () => void bring().then(({ mountCall }) => mountCall(document.body, setup()).side.begin());
  return (
    <button type="button" class="option call" onClick={begin}>
      <span class="thumb">
        <Video size={22} aria-hidden="true" />
      </span>
      <span class="body">
        <span class="row">{t('call.button')}</span>
        <span class="help">{expectation(offered, brand, words)}</span>
      </span>
    </button>
  );
}

function expectation(offered: Offered, brand: Brand, { t, language }: Words): string {
  const { now, expected_seconds: seconds, slots, back_at } = offered;
  if (now && seconds !== null && seconds >= 90) return t('call.wait', { count: Math.round(seconds / 60) });
  if (now) return t('call.now');
  const back = back_at ? t('call.back', { date: dayOf(back_at, language, brand.time_zone) }) : t('call.away');
  return slots ? `${back} ${t('call.slots')}` : back;
}

/** Cheap, before anything of a call is loaded: was this browser in one? */
function hasKept(slug: string): boolean {
  try {
    return (localStorage.getItem('recoup-call') ?? '').includes(`"slug":"${slug}"`);
  } catch {
    return false;
  }
}
