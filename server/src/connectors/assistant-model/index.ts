/** A brand's language model: any service that speaks OpenAI's chat completions, or Anthropic's messages; through the AI SDK. */
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, generateText } from 'ai';
import {
  type Answered,
  type Ask,
  type LanguageModel,
  type ModelPlace,
  ModelTrouble,
  type Trouble,
  type Usage,
} from '../../assistant/index.ts';
import type { Config } from '../../platform/config.ts';
import { NotPublic } from '../../platform/public-address.ts';
import { jsonIn } from './json-in.ts';
import { reachModel, TooLong } from './reach-model.ts';

/**
 * The model of these settings. Nothing is streamed: no word of it is shown before the whole was checked. Nothing is asked
 * twice here either; whoever asked goes on without it.
 */
export function assistantModel(config: Config, place: ModelPlace): LanguageModel {
  const model = modelOf(config, place);
  const ask = (asked: Ask) => answerOf(model, asked);
  return {
    propose: async (asked) => asJson(await ask(asked)),
    word: async (asked) => asJson(await ask(asked)),
    write: ask,
  };
}

function modelOf(config: Config, { kind, base_url, name, key }: ModelPlace) {
  const fetch = reachModel(config);
  if (kind === 'anthropic') {
    return createAnthropic({ apiKey: key ?? '', fetch, ...(base_url ? { baseURL: plain(base_url) } : {}) })(name);
  }
  const baseURL = plain(base_url ?? '');
  return createOpenAICompatible({
    name: 'model',
    baseURL,
    fetch,
    ...(key ? { apiKey: key } : {}),
    ...(hostOf(baseURL) === 'api.openai.com' ? { transformRequestBody: namedAnew } : {}),
  })(name);
}

const plain = (url: string) => url.replace(/\/+$/, '');
const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).hostname : '');

/** OpenAI's own newer models refuse `max_tokens` (API reference, chat completions: deprecated for `max_completion_tokens`). */
function namedAnew({ max_tokens, ...body }: Record<string, unknown>): Record<string, unknown> {
  return max_tokens === undefined ? body : { ...body, max_completion_tokens: max_tokens };
}

async function answerOf(
  model: ReturnType<typeof modelOf>,
  { instructions, prompt, most, signal }: Ask,
): Promise<Answered<string>> {
  const made = await generateText({
    model,
    instructions,
    prompt,
    maxOutputTokens: most,
    maxRetries: 0,
    abortSignal: signal,
  }).catch((error: unknown) => {
    throw new ModelTrouble(whyOf(error, signal));
  });
  const { inputTokens, outputTokens } = made.usage;
  const usage: Usage | null =
    inputTokens === undefined || outputTokens === undefined ? null : { input: inputTokens, output: outputTokens };
  // What a model thought aloud is not its answer.
  const answer = made.text.replace(/^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/i, '').trim();
  if (made.finishReason === 'content-filter') throw new ModelTrouble('refused', usage);
  if (made.finishReason === 'length') throw new ModelTrouble('too_long', usage);
  if (answer === '') throw new ModelTrouble('empty', usage);
  return { answer, usage };
}

function asJson({ answer, usage }: Answered<string>): Answered<unknown> {
  const found = jsonIn(answer);
  if (found === undefined) throw new ModelTrouble('unreadable', usage);
  return { answer: found, usage };
}

function whyOf(error: unknown, signal: AbortSignal): Trouble {
  if (signal.aborted) return 'time_out';
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof TooLong) return 'too_long';
    if (at instanceof NotPublic) return 'host_not_allowed';
  }
  if (!APICallError.isInstance(error)) return 'unreadable';
  const { statusCode } = error;
  if (statusCode === undefined) return 'unreachable';
  if (statusCode === 401 || statusCode === 403) return 'key_refused';
  if (statusCode === 429) return 'limited';
  if (statusCode >= 500) return 'fault';
  return statusCode >= 400 ? 'refused' : 'unreadable';
}
