/** The panel of the chat, put into the loader's shadow root when it is first wanted. */
import { render } from 'preact';
import { onDark, readable, tint } from '../color.ts';
import { Chat } from './chat.ts';
import { Frame } from './frame.tsx';
import type { Panel, Shell } from './shell.ts';
import css from './style.css?inline';
import { wordsIn } from './words.ts';

export async function mount(shell: Shell): Promise<Panel> {
  const words = await wordsIn(shell.language, () => draw());
  const style = document.createElement('style');
  style.textContent = css + colors(shell.hello.brand.color);
  const box = document.createElement('div');
  shell.root.append(style, box);
  const chat = new Chat(shell);
  let open = false;
  if (shell.hello.calls && wasCalling(shell.hello.brand.slug))
    void import('./rest.tsx').then(({ resumeCall }) => resumeCall(chat)).catch(() => {}); // the button is there
  const draw = () => void render(<Frame chat={chat} words={words} open={open} />, box);
  return {
    show(wanted) {
      open = wanted;
      chat.show(open);
      draw();
    },
    identify: (identity) => chat.identify(identity),
    logout: () => chat.logout(),
  };
}

/** Was this browser in a call when the page was left? */
function wasCalling(slug: string): boolean {
  try {
    return (localStorage.getItem('recoup-call') ?? '').includes(`"slug":"${slug}"`);
  } catch {
    return false; // private browsing may forbid it
  }
}

/** The brand's colour, made readable on either ground. */
function colors(color: string): string {
  const [light, dark] = [readable(color, '#FFFFFF'), onDark(color, '#171B26')];
  return `.frame{--bc:${light};--on-bc:#fff;--btint:${tint(light, '#FFFFFF', 0.08)};--head:${light};--on-head:#fff}@media (prefers-color-scheme:dark){.frame{--bc:${dark};--on-bc:#12151d;--btint:#1c2233;--head:#1c2233;--on-head:#eceef3}}`;
}
