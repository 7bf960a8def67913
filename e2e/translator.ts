/** The journeys' translator: a phrase book that speaks as LibreTranslate does. What it does not know it hands back marked. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** English and Chinese of the same sentence. */
export const phrases: readonly [en: string, zh: string][] = [
  ['The crisper plate was not in the box. Can you send me one?', '箱子里没有烤盘。能给我寄一个吗？'],
  [
    'Sorry about that, Nora. A new plate leaves Los Angeles today and is with you by Friday.',
    'Nora，很抱歉。新烤盘今天从洛杉矶发出，周五前送到。',
  ],
];

const translate = (q: string, target: string) => {
  const pair = phrases.find((phrase) => phrase.includes(q.trim()));
  return pair ? (target === 'zh' ? pair[1] : pair[0]) : `[${target}] ${q}`;
};

/** Starts it on a free port of this machine; `stop` ends it. */
export async function startTranslator(): Promise<{ url: string; stop(): Promise<void> }> {
  const server: Server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const { q, target } = JSON.parse(Buffer.concat(parts).toString()) as { q: string; target: string };
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify({ translatedText: translate(q, target) }));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/translate`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
