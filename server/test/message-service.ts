/** A service that carries messages, on a local port: keeps what is posted to it, answers as it is told, and calls our hooks. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BodyIn, type HookMessage, inboxSetup } from '@recoup/contract';
import { afterFile } from './after-file.ts';
import type { Client, FrontDoor } from './front-door.ts';

export type Posted = { headers: IncomingHttpHeaders; raw: string; body: Record<string, unknown> };
type Answer = { status: number; body?: string; headers?: Record<string, string> };

export type Service = {
  url: string;
  posted: Posted[];
  /** What the next posts are answered with; then again with 200. */
  answers: Answer[];
  /** Done before a post is answered. */
  meanwhile: ((posted: Posted) => Promise<void>) | null;
  /** From now on what is posted is taken and its answer kept back. */
  holdBack(): void;
  answerAgain(): void;
  next(): Promise<Posted>;
};

export async function openService(): Promise<Service> {
  const kept: ServerResponse[] = [];
  let isSilent = false;
  let heard: (posted: Posted) => void = () => {};
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString();
    const posted = { headers: req.headers, raw, body: JSON.parse(raw) as Record<string, unknown> };
    service.posted.push(posted);
    heard(posted);
    if (isSilent) return void kept.push(res);
    await service.meanwhile?.(posted);
    const {
      status,
      body = JSON.stringify({ id: `svc-${posted.body.id}` }),
      headers = {},
    } = service.answers.shift() ?? {
      status: 200,
    };
    res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const service: Service = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`,
    posted: [],
    answers: [],
    meanwhile: null,
    holdBack() {
      isSilent = true;
    },
    answerAgain() {
      isSilent = false;
      for (const res of kept.splice(0)) res.destroy();
    },
    next: () =>
      new Promise((resolve) => {
        heard = resolve;
      }),
  };
  afterFile(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return service;
}

/** The header a service makes; by hand here, so that ours is held to the words of the contract. */
export function signatureOf(secret: string, body: string, at: Date): string {
  const t = Math.floor(at.getTime() / 1000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}

export type Line = {
  id: string;
  secret: string;
  brandId: string;
  /** Tells us of a message, as a service does. */
  tell(message: Partial<HookMessage> & { text?: string }, change?: Change): Promise<Response>;
  /** The same, and the conversation it is in. */
  told(message: Partial<HookMessage> & { text?: string }): Promise<string>;
  post(path: string, body: object, change?: Change): Promise<Response>;
};
type Change = { secret?: string; at?: Date; altered?: string; signature?: string | null };

let count = 0;

/** A channel of the service, and what it says there. */
export async function openLine(
  door: FrontDoor,
  settings: Extract<BodyIn<typeof inboxSetup.addChannel>['settings'], { kind: 'sms' | 'social' | 'marketplace' }>,
  { brandId, by = door.owner }: { brandId?: string; by?: Client } = {},
): Promise<Line> {
  const brand_id = brandId ?? (await door.makeBrand({}, by)).id;
  const { id, secret } = await by.call(inboxSetup.addChannel, { body: { brand_id, name: 'The service', settings } });
  const line: Line = {
    id,
    secret: secret!,
    brandId: brand_id,
    post(path, body, change = {}) {
      const raw = JSON.stringify(body);
      const signature = change.signature ?? signatureOf(change.secret ?? secret!, raw, change.at ?? door.now());
      return fetch(door.url + path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(change.signature === null ? {} : { 'recoup-signature': signature }),
        },
        body: change.altered ?? raw,
      });
    },
    tell(message, change) {
      const body = { id: `m-${++count}`, from: { id: 'buyer-1', name: 'Dana' }, text: 'Where is my lamp?', ...message };
      return line.post(`/v1/hooks/messages/${id}`, body, change);
    },
    async told(message) {
      const response = await line.tell(message);
      const answer = (await response.json()) as { conversation_id: string };
      if (!response.ok) throw new Error(JSON.stringify(answer));
      return answer.conversation_id;
    },
  };
  return line;
}

export const codeOf = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { code: string }).code,
];
