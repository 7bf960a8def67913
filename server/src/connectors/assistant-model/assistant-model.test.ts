import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Misbehaviour, type ModelService, openModelService } from '../../../test/model-service.ts';
import type { Ask, ModelPlace } from '../../assistant/index.ts';
import type { Config } from '../../platform/config.ts';
import { assistantModel } from './index.ts';
import { jsonIn } from './json-in.ts';

let service: ModelService;
beforeAll(async () => {
  service = await openModelService();
});
afterAll(() => service.close());

const config = (inboxPrivateHosts: 'allow' | 'deny' = 'allow') => ({ inboxPrivateHosts }) as Config;
const kinds = ['openai_compatible', 'anthropic'] as const;
const placeOf = (kind: ModelPlace['kind']): ModelPlace => ({
  kind,
  base_url: kind === 'anthropic' ? service.anthropic : service.openai,
  name: 'small-1',
  key: 'sk-test-1',
});
const ask = (ms = 5_000): Ask => ({
  instructions: 'Be brief.',
  prompt: 'Hello',
  most: 50,
  signal: AbortSignal.timeout(ms),
});

it.each(kinds)('%s is asked as its vendor is asked, with the brand’s key, and its tokens are counted', async (kind) => {
  service.answer(() => ({ text: ' Here. ', usage: { input: 12, output: 3 } }));
  const said = await assistantModel(config(), placeOf(kind)).write(ask());
  expect(said).toEqual({ answer: 'Here.', usage: { input: 12, output: 3 } });
  const { path, headers, body, instructions, prompt } = service.asked.at(-1)!;
  expect(path).toBe(kind === 'anthropic' ? '/anthropic/v1/messages' : '/v1/chat/completions');
  expect(kind === 'anthropic' ? headers['x-api-key'] : headers.authorization).toBe(
    kind === 'anthropic' ? 'sk-test-1' : 'Bearer sk-test-1',
  );
  expect({ instructions, prompt }).toEqual({ instructions: 'Be brief.', prompt: 'Hello' });
  expect(body).toMatchObject({ model: 'small-1', max_tokens: 50 });
  expect(body.tools).toBeUndefined();
  expect(body.stream).not.toBe(true);
});

it.each(kinds)('%s: JSON is found where it stands, in a fence or after a thought', async (kind) => {
  service.answer(() => '<think>{"says": ["no"]}</think>Sure:\n```json\n{"says": ["yes"]}\n```');
  expect((await assistantModel(config(), placeOf(kind)).word(ask())).answer).toEqual({ says: ['yes'] });
});

const ways: [Misbehaviour, string][] = [
  ['slow', 'time_out'],
  ['fault', 'fault'],
  ['limited', 'limited'],
  ['key_refused', 'key_refused'],
  ['gone', 'unreadable'],
  ['html', 'unreadable'],
  ['other_shape', 'unreadable'],
  ['broken_json', 'unreadable'],
  ['empty', 'empty'],
  ['huge', 'too_long'],
  ['tools', 'empty'],
];
it.each(kinds.flatMap((kind) => ways.map(([way, why]) => [kind, way, why] as const)))(
  '%s that is %s gives no answer (%s), and is asked once',
  async (kind, way, why) => {
    service.answer(() => ({ misbehaves: way }));
    const before = service.asked.length;
    await expect(
      assistantModel(config(), placeOf(kind)).propose(ask(way === 'slow' ? 150 : 5_000)),
    ).rejects.toMatchObject({
      name: 'ModelTrouble',
      why,
    });
    expect(service.asked.length).toBe(before + 1);
  },
);
it.each(kinds.flatMap((kind) => (['cut', 'stream_cut'] as const).map((way) => [kind, way] as const)))(
  '%s whose answer breaks off (%s) said nothing',
  async (kind, way) => {
    service.answer(() => ({ misbehaves: way }));
    await expect(assistantModel(config(), placeOf(kind)).word(ask())).rejects.toMatchObject({ name: 'ModelTrouble' });
  },
);

it('no model is asked in our own network, by number or by name, where the installation does not say so', async () => {
  for (const base_url of [service.openai, service.openai.replace('127.0.0.1', 'localhost')]) {
    const before = service.asked.length;
    const model = assistantModel(config('deny'), { ...placeOf('openai_compatible'), base_url });
    await expect(model.write(ask())).rejects.toMatchObject({ why: 'host_not_allowed' });
    expect(service.asked.length).toBe(before);
  }
});

it('nobody there is unreachable', async () => {
  const model = assistantModel(config(), { ...placeOf('openai_compatible'), base_url: 'http://127.0.0.1:9/v1' });
  await expect(model.write(ask())).rejects.toMatchObject({ why: 'unreachable' });
});

it('what is no JSON object is none', () => {
  expect(jsonIn('no')).toBeUndefined();
  expect(jsonIn('} {')).toBeUndefined();
  expect(jsonIn('{"a": 1} and {"b": 2}')).toBeUndefined();
  expect(jsonIn('so: {"a": {"b": 1}}.')).toEqual({ a: { b: 1 } });
});
