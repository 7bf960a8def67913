/** The page of a call: `/b/BRAND/call/TOKEN` of a link; `/call/#seat=…` of a shop's page that may not use the camera. */
import { languageFor } from '../words.ts';
import { forgetHash, keptCall, takeSeat } from './kept.ts';
import { mountCall } from './mount.tsx';
import type { Entry } from './sit.ts';
import { wordsIn } from './words.ts';

const token = /\/call\/([^/]+)/.exec(location.pathname)?.[1] ?? '';
const handed = new URLSearchParams(location.hash.slice(1));
// What opens the call does not stay in the address.
if (handed.has('seat')) forgetHash();
takeSeat(handed.get('mine'));

const entry: Entry = token
  ? { kind: 'link', token }
  : { kind: 'seat', token: handed.get('seat') ?? keptCall(null)?.token ?? '' };
const language = languageFor(['en', 'zh', 'es']);
document.documentElement.lang = { en: 'en', zh: 'zh-Hans', es: 'es' }[language];
void wordsIn(language).then((w) => {
  document.title = w('video_call');
});
const { side } = mountCall(document.body, {
  server: '',
  slug: null,
  brand: null,
  entry,
  language,
  // The page of a link has nothing below it: what was said last stays.
  onClose: () => location.reload(),
});
void side.open();
