/** A payment company and a carrier on a local port, on their own terms: one deed for one key, whatever became of the answer. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Asked = { path: string; key: string; body: { amount?: number } };
export type Company = {
  url: string;
  /** Every request, also repeated ones. */
  asked: Asked[];
  /** Deeds done: money paid out, labels sold. */
  done: Asked[];
  /** From now on a deed is done and its answer kept back. */
  holdBack(): void;
  /** Waits for a deed the answer of which is kept back. */
  deed(path: string): Promise<void>;
  answerAgain(): void;
  close(): Promise<void>;
};

export async function openCompany(): Promise<Company> {
  const answers = new Map<string, object>();
  const kept: ServerResponse[] = [];
  let isSilent = false;
  let heard = () => {};
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const asked = {
      path: req.url ?? '',
      key: String(req.headers['idempotency-key']),
      body: JSON.parse(Buffer.concat(chunks).toString()) as Asked['body'],
    };
    company.asked.push(asked);
    if (!answers.has(asked.key)) {
      company.done.push(asked);
      const number = `${Date.now()}${answers.size}`;
      answers.set(
        asked.key,
        asked.path === '/refunds'
          ? { outcome: 'sent', reference: `ch_${number}` }
          : { tracking: `PC${number}`, service: 'Ground', cost: { amount: 812, currency: 'USD' } },
      );
    }
    heard();
    if (isSilent) kept.push(res);
    else res.setHeader('content-type', 'application/json').end(JSON.stringify(answers.get(asked.key)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const company: Company = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    done: [],
    holdBack() {
      isSilent = true;
    },
    async deed(path) {
      while (!company.done.some((one) => one.path === path)) {
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
    },
    answerAgain() {
      isSilent = false;
      for (const res of kept.splice(0)) res.destroy();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return company;
}
