/**
 * Language models as their vendors speak, on this machine: OpenAI's chat completions and Anthropic's messages. They answer as
 * a test says, and misbehave on purpose: late, cut off, broken, with tools nobody gave them, or as an attacker would like.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type AskedOf = {
  path: string;
  headers: Record<string, unknown>;
  body: Record<string, unknown>;
  /** What stands in the prompt, ours and the others' words. */
  instructions: string;
  prompt: string;
};
export type Misbehaviour =
  | 'slow'
  | 'fault'
  | 'limited'
  | 'key_refused'
  | 'gone'
  | 'cut'
  | 'stream_cut'
  | 'html'
  | 'other_shape'
  | 'broken_json'
  | 'empty'
  | 'huge'
  | 'tools'
  | 'filtered';
export type Said = string | { text: string; usage?: { input: number; output: number } } | { misbehaves: Misbehaviour };
export type ModelService = {
  /** As a brand's settings name it. */
  openai: string;
  anthropic: string;
  asked: AskedOf[];
  /** How it answers from now on. */
  answer(how: (asked: AskedOf) => Said): void;
  close(): Promise<void>;
};

export async function openModelService(): Promise<ModelService> {
  let how: (asked: AskedOf) => Said = () => 'I am here.';
  const asked: AskedOf[] = [];
  const server = createServer(async (req, res) => {
    const body = JSON.parse(await bodyOf(req)) as Record<string, unknown>;
    const path = req.url ?? '';
    const one: AskedOf = { path, headers: req.headers, body, ...promptsOf(body) };
    asked.push(one);
    const said = how(one);
    const isAnthropic = path.endsWith('/messages');
    if (typeof said === 'object' && 'misbehaves' in said) return misbehave(res, said.misbehaves, isAnthropic);
    const { text, usage } = typeof said === 'string' ? { text: said, usage: undefined } : said;
    json(res, 200, isAnthropic ? message(text, usage) : completion(text, usage));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    openai: `${origin}/v1`,
    anthropic: `${origin}/anthropic/v1`,
    asked,
    answer: (next) => {
      how = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What stands between a prompt's marks under a name: `<message-…>` of the question. Null where it has none. */
export function between({ prompt }: AskedOf, what: string): string | null {
  return new RegExp(`<${what}-([0-9a-f]+)>\\n([\\s\\S]*?)\\n</${what}-\\1>`).exec(prompt)?.[2] ?? null;
}

type Part = string | { text?: string }[];
const textOf = (part: Part | undefined) =>
  typeof part === 'string' ? part : (part ?? []).map((one) => one.text ?? '').join('');

function promptsOf(body: Record<string, unknown>): { instructions: string; prompt: string } {
  const messages = (body.messages ?? []) as { role: string; content: Part }[];
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => textOf(content));
  return {
    instructions: [textOf(body.system as Part | undefined), ...system].join('\n').trim(),
    prompt: messages
      .filter(({ role }) => role === 'user')
      .map(({ content }) => textOf(content))
      .join('\n'),
  };
}

function misbehave(res: ServerResponse, way: Misbehaviour, isAnthropic: boolean) {
  const whole = (text: string) => JSON.stringify(isAnthropic ? message(text) : completion(text));
  switch (way) {
    case 'slow':
      return; // never; who asked gives up
    case 'fault':
      return json(res, 500, { error: { message: 'boom', type: 'server_error' } });
    case 'limited':
      return json(res, 429, { error: { message: 'slow down', type: 'rate_limit' } });
    case 'key_refused':
      return json(res, 401, { error: { message: 'no such key', type: 'authentication' } });
    case 'gone':
      return json(res, 302, {}, { location: 'http://169.254.169.254/latest/meta-data' });
    case 'cut': {
      const text = whole('{"says": ["half of a sentence');
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
      res.write(text.slice(0, text.length / 2), () => res.destroy());
      return;
    }
    case 'stream_cut':
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write('data: {"choices":[{"delta":{"content":"{\\"says\\": [\\"We ref"}}]}\n\ndata: {"choi', () =>
        res.destroy(),
      );
      return;
    case 'html':
      res.writeHead(200, { 'content-type': 'text/html' });
      res.end('<html><script>alert(1)</script></html>');
      return;
    case 'other_shape':
      return json(res, 200, { ok: true });
    case 'broken_json':
      return json(res, 200, isAnthropic ? message('{"says": ["a", ') : completion('{"says": ["a", '));
    case 'empty':
      return json(res, 200, isAnthropic ? message('') : completion(''));
    case 'huge':
      return json(res, 200, isAnthropic ? message('x'.repeat(2_000_000)) : completion('x'.repeat(2_000_000)));
    case 'tools':
      return json(res, 200, isAnthropic ? usedTool() : calledTool());
    case 'filtered':
      return json(res, 200, {
        ...completion(''),
        choices: [{ index: 0, message: { role: 'assistant', content: '' }, finish_reason: 'content_filter' }],
      });
  }
}

function json(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers });
  res.end(JSON.stringify(body));
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req) text += chunk;
  return text;
}

const completion = (content: string, usage = { input: 100, output: 20 }) => ({
  id: 'c1',
  object: 'chat.completion',
  created: 1,
  model: 'test-model',
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  usage: { prompt_tokens: usage.input, completion_tokens: usage.output, total_tokens: usage.input + usage.output },
});
const calledTool = () => ({
  ...completion(''),
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: 't1',
            type: 'function',
            function: { name: 'issue_refund', arguments: '{"amount": 999900, "order": "20455"}' },
          },
        ],
      },
      finish_reason: 'tool_calls',
    },
  ],
});
const message = (text: string, usage = { input: 100, output: 20 }) => ({
  id: 'm1',
  type: 'message',
  role: 'assistant',
  model: 'test-model',
  content: [{ type: 'text', text }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: usage.input, output_tokens: usage.output },
});
const usedTool = () => ({
  ...message(''),
  content: [{ type: 'tool_use', id: 't1', name: 'issue_refund', input: { amount: 999900 } }],
  stop_reason: 'tool_use',
});
