/** Browsers inside other apps, which often have no camera to lend: recognised by their name, and by what is missing in them. */
import type { App, InApp } from './types.ts';

/** As these apps name themselves, the narrower first: Messenger and Instagram carry Facebook's marks too. */
const APPS: readonly [App, RegExp][] = [
  ['messenger', /MessengerForiOS|MessengerLite|FB_IAB\/Orca|FBAN\/Messenger/i],
  ['instagram', /\bInstagram\b/],
  ['facebook', /\bFBAN\/|\bFBAV\/|\bFB_IAB\/|\bFBIOS\b/],
  ['tiktok', /musical_ly|BytedanceWebview|ByteLocale|TikTok|\btrill_/i],
  ['wechat', /MicroMessenger/i],
  ['line', /\bLine\/\d/],
  ['snapchat', /Snapchat/i],
  ['linkedin', /LinkedInApp/i],
];
/** These close every way out but their own menu. */
const CLOSED: ReadonlySet<App> = new Set(['wechat']);
/** Their menu stands below the page on iOS. */
const BELOW: ReadonlySet<App> = new Set(['facebook', 'messenger', 'line']);

type Seen = {
  userAgent: string;
  /** navigator.mediaDevices.getUserMedia is there. */
  hasMedia: boolean;
  /** The page came by https. */
  secure: boolean;
  /** Put on the home screen: no browser around it, and none missing. */
  standalone: boolean;
};

export function inAppOf({ userAgent, hasMedia, secure, standalone }: Seen, href: string): InApp | null {
  const ios = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && / Mobile\//.test(userAgent));
  const android = /Android/.test(userAgent);
  const system = ios ? 'ios' : android ? 'android' : 'other';
  const app = APPS.find(([, mark]) => mark.test(userAgent))?.[0] ?? (isViewOf(userAgent, system) ? 'other' : null);
  // A phone's own browser always has a camera to ask for on a secure page: without, it is some app's view.
  const lacks = system !== 'other' && secure && !hasMedia;
  if ((app === null && !lacks) || (standalone && !lacks)) return null;
  const known = app ?? 'other';
  return {
    app: known,
    system,
    camera: hasMedia,
    outside: CLOSED.has(known) ? null : outsideOf(system, userAgent, href),
    menu: system === 'ios' && BELOW.has(known) ? 'bottom_right' : 'top_right',
  };
}

/** Android marks its WebView with `wv`; on iOS a view has no `Safari/`, which every browser there has. */
function isViewOf(userAgent: string, system: InApp['system']): boolean {
  if (system === 'android') return /; wv\)/.test(userAgent);
  return system === 'ios' && /AppleWebKit/.test(userAgent) && !/Safari\//.test(userAgent);
}

/**
 * Android: an intent for Chrome, which falls back to the page itself where there is no Chrome (developer.chrome.com, "Android
 * Intents with Chrome"). iOS: Safari's own scheme, which opens from other apps since iOS 17; before it only copying helps.
 */
function outsideOf(system: InApp['system'], userAgent: string, href: string): string | null {
  if (!/^https:\/\//.test(href)) return null;
  if (system === 'ios') return versionOfIos(userAgent) >= 17 ? `x-safari-${href}` : null;
  if (system !== 'android') return null;
  const back = encodeURIComponent(href);
  const how = 'scheme=https;action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE';
  return `intent://${href.slice('https://'.length)}#Intent;${how};package=com.android.chrome;S.browser_fallback_url=${back};end`;
}

function versionOfIos(userAgent: string): number {
  return Number(/\bOS (\d+)_/.exec(userAgent)?.[1] ?? /Version\/(\d+)/.exec(userAgent)?.[1] ?? 0);
}

/** Null in a real browser. */
export function inApp(href = location.href): InApp | null {
  const standalone = 'standalone' in navigator && navigator.standalone === true;
  const hasMedia = typeof navigator.mediaDevices?.getUserMedia === 'function';
  return inAppOf({ userAgent: navigator.userAgent, hasMedia, secure: window.isSecureContext, standalone }, href);
}
