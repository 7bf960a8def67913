/** A live call about a delivered order, and what its browsers send, for tests of what is kept of calls. */
import { createHash } from 'node:crypto';
import { type AnswerOf, buyerCalls, callEvidence, calls, chat, type Problem, type StillFields } from '@recoup/contract';
import sharp from 'sharp';
import type { Client } from '../../../test/front-door.ts';
import { newId } from '../../platform/ids.ts';
import { LAMP, type Order, ZIP } from '../../returns/testing/world.ts';
import type { Agent, CallsWorld } from './calls-world.ts';

export type LiveCall = { id: string; order: Order; seat: Client; token: string };

/** A buyer with a delivered lamp of that serial, live with the agent about it. */
export async function liveCall(world: CallsWorld, agent: Agent, serials = ['LH-2203A']): Promise<LiveCall> {
  const at = (days: number) => new Date(world.door.now().getTime() - days * 86_400_000).toISOString();
  const sent = { external_id: 'f', shipped_at: at(6), delivered_at: at(3) };
  const fulfilments = [{ ...sent, lines: [{ line_external_id: 'l0', quantity: 1, serials }] }];
  const order = await world.order([LAMP], { fulfilments });
  const buyer = await world.buyer();
  const conversation_id = await buyer.say('It came broken');
  await buyer.session.call(chat.findOrder, { body: { number: order.number, email_or_zip: ZIP, conversation_id } });
  const { token, call } = await buyer.call({ conversation_id, order_id: order.id });
  await world.door.drain();
  await agent.call(calls.answer, { params: { id: call.id } });
  return { id: call.id, order, token, seat: world.seat(token) };
}

/** The agent hangs up, and is free again. */
export async function hangUp(agent: Agent, id: string): Promise<void> {
  await agent.call(calls.end, { params: { id }, body: {} });
  await agent.call(calls.wrapUp, { params: { id }, body: { done: true } });
}

/** A photo as a phone takes it: with the place and the camera written into it. */
export const phonePhoto = (change: { width?: number; background?: string } = {}): Promise<Buffer> =>
  sharp({
    create: { width: change.width ?? 640, height: 480, channels: 3, background: change.background ?? '#a86' },
  })
    .withExif({ IFD0: { Make: 'Phone', Model: 'Of tests' }, IFD3: { GPSLatitude: '30/1 16/1 0/1' } })
    .jpeg()
    .toBuffer();

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What a browser sends with a still; its clock is `off` milliseconds ahead. */
export function stillForm(world: CallsWorld, bytes: Uint8Array, change: Partial<StillFields> & { off?: number } = {}) {
  const { off = 0, ...fields } = change;
  const sent_at = new Date(world.door.now().getTime() + off);
  const captured_at = new Date(sent_at.getTime() - 800);
  const all: StillFields = {
    client_id: newId(),
    captured_at: captured_at.toISOString(),
    sent_at: sent_at.toISOString(),
    sha256: sha256(bytes),
    source: 'photo',
    ...fields,
  };
  const form = new FormData();
  for (const [name, value] of Object.entries(all)) form.append(name, value as string);
  form.append('file', new Blob([Uint8Array.from(bytes)]), 'still.jpg');
  return form;
}

type BuyersStill = AnswerOf<typeof callEvidence.buyerTake>;
export async function sendStill(seat: Client, form: FormData): Promise<BuyersStill> {
  const response = await seat.fetch(callEvidence.buyerTake.path, { method: 'POST', body: form });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as BuyersStill;
}
export async function refusedStill(seat: Client, form: FormData, path: string = callEvidence.buyerTake.path) {
  const response = await seat.fetch(path, { method: 'POST', body: form });
  if (response.ok) throw new Error('it was taken');
  return (await response.json()) as Problem;
}

export const myCall = (seat: Client) => seat.call(buyerCalls.read);
