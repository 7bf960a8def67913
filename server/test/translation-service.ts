/** A translation service, and a language model's, as their vendors speak: real HTTP on this machine, with words a test gives. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = { status?: number; body?: string; text?: string; afterMs?: number; drop?: boolean };
export type Service = {
  /** Of the service's translate endpoint. */
  url: string;
  /** Base address of the model's API. */
  modelUrl: string;
  /** What was asked, as JSON, and its headers. */
  asked: { path: string; headers: Record<string, unknown>; body: Record<string, unknown> }[];
  /** How it answers from now on: the translation of a text, or a fault. */
  answer(how: (text: string, to: string) => Answer | string): void;
  close(): Promise<void>;
};

export async function openTranslationService(): Promise<Service> {
  let how: (text: string, to: string) => Answer | string = (text, to) => `[${to}] ${text}`;
  const asked: Service['asked'] = [];
  const server = createServer(async (req, res) => {
    const body = JSON.parse(await bodyOf(req)) as Record<string, unknown>;
    asked.push({ path: req.url ?? '', headers: req.headers, body });
    const isModel = (req.url ?? '').endsWith('/chat/completions');
    const said = how(isModel ? prompt(body) : String(body.q), isModel ? '' : String(body.target));
    const answer = typeof said === 'string' ? { text: said } : said;
    if (answer.afterMs) await new Promise((resolve) => setTimeout(resolve, answer.afterMs));
    if (answer.drop) return void req.socket.destroy();
    res.writeHead(answer.status ?? 200, { 'content-type': 'application/json' });
    res.end(answer.body ?? JSON.stringify(isModel ? completion(answer.text ?? '') : { translatedText: answer.text }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/translate`,
    modelUrl: `${origin}/v1`,
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

async function bodyOf(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req) text += chunk;
  return text;
}

/** What a person's part of the prompt is, without the marks around it. */
function prompt({ messages }: Record<string, unknown>): string {
  const last = (messages as { content: string | { text: string }[] }[]).at(-1)!.content;
  const text = typeof last === 'string' ? last : last.map((part) => part.text).join('');
  return text.replace(/^<[^>]+>\n/, '').replace(/\n<\/[^>]+>$/, '');
}

const completion = (content: string) => ({
  id: 'c1',
  object: 'chat.completion',
  created: 1,
  model: 'test-model',
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});
