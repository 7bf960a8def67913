/** What is asked and answered beside the picture: offers, consent, words, other times, other ways, and how it was. */
import type {
  AnswerOf,
  BodyIn,
  BuyerCall,
  buyerCallOffers,
  buyerCalls,
  buyerRecording,
  callTimes,
} from '@recoup/contract';
import { type Call as Ask, Failed } from '../widget/api.ts';
import { randomName } from './kept.ts';
import { zone } from './sit.ts';
import type { State, Store } from './store.ts';

export type Slots = AnswerOf<typeof callTimes.fromSeat>;
type Wish = BodyIn<typeof buyerCalls.wish>['wish'];

/** What it needs of the side it belongs to. */
type Side = Pick<Store, 'state' | 'set'> & {
  readonly ask: Ask;
  readonly token: string;
  takeSeat(): Promise<void>;
  settled(call: BuyerCall, change: Pick<State, 'agreed' | 'wish' | 'opened'>): void;
};
export const codeOf = (error: unknown) => (error instanceof Failed ? error.code : 'unknown');

export class Talk {
  #side: Side;
  constructor(side: Side) {
    this.#side = side;
  }

  /** Offers and consent, as they stand. */
  async read(): Promise<void> {
    const { ask, token, state } = this.#side;
    const stage = state.call?.stage;
    if (stage !== 'live' && stage !== 'ended') return;
    const [offers, consent] = await Promise.all([
      ask<typeof buyerCallOffers.list>('GET', '/v1/call/offers', { token }),
      stage === 'live' ? ask<typeof buyerRecording.read>('GET', '/v1/call/consent', { token }) : null,
    ]);
    const before = this.#side.state.offers[0];
    const [newest] = offers.rows;
    this.#side.set({ offers: offers.rows, consent });
    if (newest?.state === 'open' && newest.id !== before?.id) void this.offer(newest.id, 'seen');
    await this.readMessages();
  }

  async readMessages(): Promise<void> {
    const { ask, token, state } = this.#side;
    const { rows } = await ask<typeof buyerCalls.messages>('GET', '/v1/call/messages', { token, query: {} });
    const fresh = rows.filter((row) => !row.mine && !state.messages.some(({ id }) => id === row.id)).length;
    const isOpen = this.#side.state.opened === 'chat';
    const isFirst = state.messages.length === 0 && this.#side.state.unread === 0 && !isOpen;
    this.#side.set({ messages: rows, unread: isOpen ? 0 : this.#side.state.unread + (isFirst ? 0 : fresh) });
  }

  /** Something is done once at a time; why it came to nothing stands below the button. */
  async #once<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.#side.state.busy) return null;
    this.#side.set({ busy: true, failed: null });
    try {
      return await work();
    } catch (error) {
      this.#side.set({ failed: codeOf(error) });
      return null;
    } finally {
      this.#side.set({ busy: false });
    }
  }

  async offer(id: string, answer: BodyIn<typeof buyerCallOffers.answer>['answer']): Promise<void> {
    const { ask, token } = this.#side;
    const say = () =>
      ask<typeof buyerCallOffers.answer>('POST', '/v1/call/offers/:id', { params: { id }, token, body: { answer } });
    if (answer === 'seen') return void say().catch(() => {});
    const after = await this.#once(say);
    if (after) this.#side.set({ offers: this.#side.state.offers.map((one) => (one.id === id ? after : one)) });
  }

  async consent(answer: 'yes' | 'no' | 'withdrawn', erase = false): Promise<void> {
    const { ask, token, state } = this.#side;
    const consent_id = state.consent?.ask?.consent_id;
    if (!consent_id) return;
    const consent = await this.#once(() =>
      ask<typeof buyerRecording.answer>('POST', '/v1/call/consent', { token, body: { consent_id, answer, erase } }),
    );
    if (consent) this.#side.set({ consent, opened: null });
  }

  async say(text: string): Promise<boolean> {
    const { ask, token } = this.#side;
    const message = await this.#once(() =>
      ask<typeof buyerCalls.say>('POST', '/v1/call/messages', {
        token,
        body: { client_id: randomName(), text, file_ids: [] },
      }),
    );
    if (message) this.#side.set({ messages: [...this.#side.state.messages, message] });
    return message !== null;
  }

  async wish(wish: Wish, phone?: string): Promise<void> {
    const { ask, token } = this.#side;
    const call = await this.#once(() =>
      ask<typeof buyerCalls.wish>('POST', '/v1/call/wish', { token, body: { wish, ...(phone ? { phone } : {}) } }),
    );
    if (call) this.#side.settled(call, { wish, agreed: false, opened: wish === 'photos' ? 'photos' : null });
  }

  async slots(from: string | null): Promise<Slots> {
    const { ask, token } = this.#side;
    await this.#side.takeSeat();
    return ask<typeof callTimes.fromSeat>('GET', '/v1/call/slots', {
      token: this.#side.token || token,
      query: { ...(from ? { from } : {}), time_zone: zone() },
    });
  }
  async agree(starts_at: string): Promise<void> {
    const { ask } = this.#side;
    const call = await this.#once(() =>
      ask<typeof callTimes.agreeFromSeat>('POST', '/v1/call/slots', {
        token: this.#side.token,
        body: { starts_at, time_zone: zone() },
      }),
    );
    if (call) this.#side.settled(call, { agreed: true, opened: null, wish: null });
  }
  async callOff(): Promise<void> {
    const { ask } = this.#side;
    const call = await this.#once(async () => {
      await this.#side.takeSeat();
      return ask<typeof callTimes.cancelFromSeat>('POST', '/v1/call/slots/cancel', { token: this.#side.token });
    });
    if (call) this.#side.set({ call, opened: null });
  }

  async csat(score: number, comment: string): Promise<void> {
    const { ask, token } = this.#side;
    const call = await this.#once(() =>
      ask<typeof buyerCalls.csat>('POST', '/v1/call/csat', { token, body: { score, ...(comment ? { comment } : {}) } }),
    );
    if (call) this.#side.set({ call });
  }
}
