/**
 * The script in a shop's page: draws the button and brings the panel when it is wanted. It waits for nothing of the page,
 * keeps everything in a shadow root, and leaves one name behind, `window.recoup`.
 */
import type { BuyerLanguage } from '@recoup/contract';
import { onDark, readable } from '../color.ts';
import { type Hello, type Identity, type Panel, shelfOf } from './shell.ts';

declare const PANEL: string;
type Asked = ArrayLike<unknown>;
type Api = ((...asked: unknown[]) => void) & { q?: Asked[]; ready?: boolean };
const page = window as unknown as { recoup?: Api };

const script =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[data-key^="ck_"]');

const ASK: Record<BuyerLanguage, [ask: string, unread: string]> = {
  en: ['Ask us', 'new messages'],
  zh: ['联系客服', '条新消息'],
  es: ['Pregúntanos', 'mensajes nuevos'],
};
const FRESH = 60_000;
const CSS = `:host{all:initial;position:fixed;z-index:2147483000;bottom:0;right:0;left:auto}
:host(.left){left:0;right:auto}
.ask{all:unset;box-sizing:border-box;position:fixed;bottom:max(20px,env(safe-area-inset-bottom));right:20px;height:52px;border-radius:26px;padding:0 22px 0 18px;display:flex;align-items:center;gap:10px;cursor:pointer;
background:var(--b);color:var(--o);font:600 16px/24px -apple-system,system-ui,"Segoe UI",Roboto,"Noto Sans CJK SC","Noto Sans SC",sans-serif;box-shadow:0 6px 24px rgba(20,24,22,.22)}
:host(.left) .ask{right:auto;left:20px}
.ask:focus-visible{outline:2px solid var(--b);outline-offset:3px}
.ask[hidden]{display:none}
.ask svg{flex:none}
.ask i{position:absolute;top:-4px;right:-2px;min-width:22px;height:22px;box-sizing:border-box;padding:0 6px;border-radius:11px;background:#AE2A20;color:#fff;font:600 13px/22px system-ui,sans-serif;text-align:center;font-variant-numeric:tabular-nums}
.ask i:empty{display:none}
@media (prefers-color-scheme:dark){.ask{background:var(--bd);color:#12151D;box-shadow:0 6px 24px rgba(0,0,0,.5)}.ask:focus-visible{outline-color:var(--bd)}}
@media (max-width:559px){.ask{width:58px;height:58px;border-radius:29px;padding:0;justify-content:center;right:16px;bottom:max(16px,env(safe-area-inset-bottom))}:host(.left) .ask{left:16px}.ask span{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}}
@media print{:host{display:none}}`;

function begin(from: HTMLScriptElement, key: string): void {
  const origin = new URL(from.src, location.href).origin;
  const shelf = shelfOf(key);
  const wish = from.dataset.language ?? document.documentElement.lang ?? '';
  const wishes = [wish, ...navigator.languages].map((one) => one.slice(0, 2).toLowerCase());
  let identity = identityOf(from);
  // The page says by an empty id that nobody is signed in: what somebody signed in before left here is forgotten.
  if (from.dataset.id === '' && shelf.read().as) shelf.forget();
  let hello: Hello | null = null;
  let panel: Promise<Panel> | null = null;
  // On a phone the panel fills the screen: who went on to another page wants to see the page.
  let isOpen = shelf.read().open === true && !matchMedia('(max-width:559px)').matches;
  let language: BuyerLanguage = 'en';

  const host = document.createElement('div');
  host.id = 'recoup';
  const root = host.attachShadow({ mode: 'open' });
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'ask';
  button.setAttribute('aria-haspopup', 'dialog');

  const bring = (): Promise<Panel> => {
    panel ??= import(/* @vite-ignore */ `${origin}/${PANEL}`)
      .then(({ mount }: typeof import('./panel.tsx')) =>
        mount({
          root,
          origin,
          key,
          hello: hello!,
          language,
          identity,
          shelf,
          onClose: () => {
            show(false);
            button.focus();
          },
          onRing: () => show(true),
          onUnread: (count) => {
            button.querySelector('i')!.textContent = count > 0 ? String(Math.min(count, 99)) : '';
            button.setAttribute(
              'aria-label',
              count > 0 ? `${ASK[language][0]}, ${count} ${ASK[language][1]}` : ASK[language][0],
            );
          },
        }),
      )
      .catch((error: unknown) => {
        panel = null; // the next click tries again
        button.hidden = false;
        throw error;
      });
    return panel;
  };
  const show = (open: boolean) => {
    isOpen = open;
    shelf.write({ open });
    button.hidden = open;
    button.setAttribute('aria-expanded', String(open));
    if (hello && (open || panel)) bring().then((one) => one.show(open), warn);
  };

  const draw = (given: Hello) => {
    const before = hello;
    hello = given;
    if (given.identity === 'required' && !identity) return;
    const { color } = given.brand;
    host.style.setProperty('--b', readable(color, '#FFFFFF'));
    host.style.setProperty('--o', '#FFFFFF');
    host.style.setProperty('--bd', onDark(color, '#12151D'));
    host.classList.toggle('left', given.position === 'left');
    if (before && host.isConnected) return;
    language =
      (wishes.find((one) => given.languages.includes(one as BuyerLanguage)) as BuyerLanguage) ??
      given.languages[0] ??
      'en';
    button.innerHTML = `<svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M22 17a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 21.286V5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2z"/></svg><span></span><i aria-hidden="true"></i>`;
    button.querySelector('span')!.textContent = ASK[language][0];
    button.setAttribute('aria-label', ASK[language][0]);
    host.lang = language;
    const style = document.createElement('style');
    style.textContent = CSS;
    root.append(style, button);
    document.body.append(host);
    // Pages that change without loading put another body in place.
    new MutationObserver(() => host.isConnected || document.body?.append(host)).observe(document.documentElement, {
      childList: true,
    });
    button.hidden = isOpen;
    if (isOpen) show(true);
    else if (identity || shelf.read().token) idle(() => void bring().catch(warn));
    else
      idle(
        () => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData || void bring().catch(warn),
      );
  };

  button.addEventListener('click', () => show(true));
  for (const near of ['pointerenter', 'focus', 'touchstart'])
    button.addEventListener(near, () => void bring().catch(warn), { once: true, passive: true });

  const api: Api = (what, given) => {
    if (what === 'open' || what === 'close') show(what === 'open');
    else if (what === 'identify') {
      identity = given as Identity;
      if (hello && !host.isConnected) draw(hello);
      else if (hello) bring().then((one) => one.identify(identity!), warn);
    } else if (what === 'logout') {
      identity = null;
      show(false);
      if (panel) panel.then((one) => one.logout(), warn);
      else shelf.forget();
    } else warn(`recoup('${String(what)}') is not known`);
  };
  const asked = page.recoup?.q ?? [];
  api.ready = true;
  page.recoup = api;

  const kept = shelf.read().hello;
  if (kept && Date.now() - kept.at < 86_400_000 && kept.language === wishes[0]) draw(kept.is);
  const fetched =
    kept && Date.now() - kept.at < FRESH && kept.language === wishes[0]
      ? Promise.resolve()
      : fetch(`${origin}/v1/chat/${key}/hello?language=${encodeURIComponent(wishes[0] ?? 'en')}`).then(
          async (answer) => {
            const is = await answer.json();
            if (!answer.ok) throw new Error(is.code);
            shelf.write({ hello: { at: Date.now(), language: wishes[0] ?? 'en', is } });
            draw(is);
          },
        );
  fetched.then(() => {
    for (const one of Array.from(asked)) api(...Array.from(one));
  }, warn);
}

function identityOf({ dataset }: HTMLScriptElement): Identity | null {
  const { id, email, name, issuedAt, signature } = dataset;
  if (!id || !issuedAt || !signature) return null;
  return { id, issued_at: issuedAt, signature, ...(email ? { email } : {}), ...(name ? { name } : {}) };
}

const warn = (what: unknown) => console.warn('[recoup]', what);
function idle(work: () => void): void {
  const then = () =>
    'requestIdleCallback' in window ? requestIdleCallback(work, { timeout: 4000 }) : setTimeout(work, 1500);
  if (document.readyState === 'complete') then();
  else addEventListener('load', then, { once: true });
}

if (script?.dataset.key && !page.recoup?.ready) {
  const { key } = script.dataset;
  const start = () => begin(script, key);
  if (document.body) start();
  else document.addEventListener('DOMContentLoaded', start, { once: true });
}
