/**
 * A translation service over HTTP, as LibreTranslate speaks (https://docs.libretranslate.com/api/operations/translate/):
 * `POST TRANSLATOR_URL` with `{"q", "source", "target", "format": "text", "api_key"}` answers `{"translatedText"}`.
 * `source` is `auto` where the language is not known. Anything that speaks so will do, also a small bridge of your own.
 *
 * Such a service knows no glossary: terms are taken out of the text before and put in afterwards.
 */
import { z } from 'zod';
import type { Ask, Translator } from '../../inbox/index.ts';
import type { Config } from '../../platform/config.ts';

const TIMEOUT_MS = 12_000;
const MOST_BYTES = 1_000_000;
const answer = z.object({ translatedText: z.string() });

export function translatorHttp(config: Config): Translator | null {
  if (!config.translator) return null;
  const { url, key } = config.translator;
  const name = new URL(url).hostname;
  return {
    name,
    kind: 'http',
    async translate(ask) {
      // A second attempt leaves the text whole: some services translate better than they keep marks.
      const kept = ask.missed ? null : withMarks(ask);
      const q = kept?.text ?? ask.text;
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
        body: JSON.stringify({
          q,
          source: ask.from ?? 'auto',
          target: ask.to,
          format: 'text',
          ...(key ? { api_key: key } : {}),
        }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) {
        await response.body?.cancel();
        throw new Error(`${name} answered ${response.status}`);
      }
      const { translatedText } = answer.parse(JSON.parse(await bounded(response)));
      return kept ? kept.restore(translatedText) : translatedText;
    },
  };
}

/** Marks no language translates; in the answer each becomes its term again. */
function withMarks(ask: Ask): { text: string; restore(translated: string): string } {
  let text = ask.text;
  ask.terms.forEach((term, n) => {
    text = text.replaceAll(new RegExp(escaped(term.from), 'giu'), `⟦T${n}⟧`);
  });
  return {
    text,
    restore: (translated) =>
      translated.replace(
        /[⟦[【]{1,2}\s*T\s*(\d+)\s*[⟧\]】]{1,2}/giu,
        (mark, n: string) => ask.terms[Number(n)]?.to ?? mark,
      ),
  };
}
const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

async function bounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new Error('the answer is far too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
