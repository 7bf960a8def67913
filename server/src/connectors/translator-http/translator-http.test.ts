import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTranslationService, type Service } from '../../../test/translation-service.ts';
import type { Config } from '../../platform/config.ts';
import { translatorHttp } from './index.ts';

let service: Service;
beforeAll(async () => {
  service = await openTranslationService();
});
afterAll(() => service.close());

const translator = (key: string | null = null) =>
  translatorHttp({ translator: { url: service.url, key } } as unknown as Config)!;
const ask = { text: 'The box is broken', from: 'en', to: 'zh', terms: [] };

it('asks as LibreTranslate is asked', async () => {
  service.answer(() => '箱子坏了');
  expect(await translator('k-1').translate(ask)).toBe('箱子坏了');
  const { body, headers, path } = service.asked.at(-1)!;
  expect(path).toBe('/translate');
  expect(body).toEqual({ q: 'The box is broken', source: 'en', target: 'zh', format: 'text', api_key: 'k-1' });
  expect(headers.authorization).toBe('Bearer k-1');
  await translator().translate({ ...ask, from: null });
  expect(service.asked.at(-1)!.body).toEqual({ q: 'The box is broken', source: 'auto', target: 'zh', format: 'text' });
});

it('terms travel as marks, whatever brackets come back, and are words again in the answer', async () => {
  service.answer((text) => text.replace('The ', '').replace('⟦T0⟧', '【 t0 】').replace(' is broken', '坏了'));
  const terms = [{ from: 'box', to: '箱子' }];
  expect(await translator().translate({ ...ask, terms })).toBe('箱子坏了');
  expect(service.asked.at(-1)!.body.q).toBe('The ⟦T0⟧ is broken');
  service.answer((text) => text);
  const again = await translator().translate({ ...ask, terms, missed: terms });
  expect(again).toBe('The box is broken');
});

it.each([
  ['a fault', { status: 500, body: '{"error":"boom"}' }],
  ['a limit', { status: 429, body: '{"error":"slow down"}' }],
  ['no JSON', { body: '<html>' }],
  ['another shape', { body: '{"translation":"x"}' }],
  ['a cut line', { drop: true }],
  ['an answer of two million letters', { body: JSON.stringify({ translatedText: 'x'.repeat(2_000_000) }) }],
  ['a way to somewhere else', { status: 302, body: '' }],
])('%s is no translation', async (_what, answer) => {
  service.answer(() => answer);
  await expect(translator().translate(ask)).rejects.toThrow();
});

it('there is none where none is set up', () => {
  expect(translatorHttp({ translator: null } as unknown as Config)).toBeNull();
});
