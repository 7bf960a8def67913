/** Puts a call over a page: in a shadow root of its own, so that no page's style reaches it and its own reaches no page. */
import { render } from 'preact';
import { onDark, readable, tint } from '../color.ts';
import { brandOf } from './parts.tsx';
import { CallRoom } from './room.tsx';
import { CallSide } from './side.ts';
import type { Setup } from './sit.ts';
import css from './style.css?inline';
import { wordsIn } from './words.ts';

export type Mounted = { side: CallSide; close(): void };

/** Begins nothing by itself: `side.begin()` at the tap, or `side.open()` for a page that was opened by its address. */
export function mountCall(
  into: Element | ShadowRoot,
  setup: Omit<Setup, 'onClose'> & Partial<Pick<Setup, 'onClose'>>,
): Mounted {
  const host = document.createElement('div');
  host.id = 'recoup-call';
  const root = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  const box = document.createElement('div');
  root.append(style, box);
  into.append(host);
  const { overflow } = document.documentElement.style;
  document.documentElement.style.overflow = 'hidden';

  const close = () => {
    side.close();
    render(null, box);
    host.remove();
    document.documentElement.style.overflow = overflow;
    removeEventListener('beforeunload', ask);
  };
  const side = new CallSide({
    ...setup,
    onClose: (to) => {
      close();
      setup.onClose?.(to);
    },
  });
  // Leaving by the browser's own buttons is asked once.
  const ask = (event: BeforeUnloadEvent) => {
    if (side.state.call?.stage === 'live') event.preventDefault();
  };
  addEventListener('beforeunload', ask);
  host.addEventListener('keydown', (event) => event.stopPropagation());

  let painted = '';
  const paint = () => {
    const { color = '#1E2A4A', dot = null } = brandOf(side.state, side) ?? {};
    if (painted === color + dot) return;
    painted = color + dot;
    style.textContent = css + colors(color, dot);
  };
  paint();
  side.subscribe(paint);
  void wordsIn(setup.language).then((words) => render(<CallRoom side={side} words={words} />, box));
  return { side, close };
}

/** The brand's colour, readable on either ground; the room without a picture is filled with it, and written on in white. */
function colors(color: string, dot: string | null): string {
  const [light, dark] = [readable(color, '#FFFFFF'), onDark(color, '#171B26')];
  return `:host{--bc:${light};--on-bc:#fff;--btint:${tint(light, '#FFFFFF', 0.08)};--fill:${light};--dot:${dot ?? light}}@media (prefers-color-scheme:dark){:host{--bc:${dark};--on-bc:#12151d;--btint:#1c2233;--dot:${dot ?? dark}}}`;
}
