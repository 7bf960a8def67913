import { calls } from '@recoup/contract';
import type { Book, Sample, Things } from './sample.ts';

/** A call of ours to the buyer of the inbox's conversation; the endpoints of calls are asked about it. */
export const callsBook: Book = {
  async make(door, { conversation }) {
    const call = await door.owner.call(calls.start, { params: { id: conversation! }, body: {} });
    return { call: call.id, callPart: call.parts.find(({ kind }) => kind === 'buyer')!.id };
  },
  samples: {
    get_calls: ({ brand, conversation, order, agent }) => ({
      query: { brand_id: brand!, conversation_id: conversation!, order_id: order!, staff_id: agent! },
    }),
    get_calls_now: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_calls_id: ofCall(),
    post_conversations_id_calls: ({ conversation }) => ({ params: { id: conversation! }, body: {} }),
    post_calls_id_answer: ofCall(),
    post_calls_id_pass: ofCall(),
    post_calls_id_join: ofCall({ mode: 'listens' }),
    post_calls_id_leave: ofCall(),
    post_calls_id_bring_in: ({ call, agent }) => ({
      params: { id: call! },
      body: { staff_id: agent!, kind: 'supervisor' },
    }),
    post_calls_id_admit: ({ call, callPart }) => ({ params: { id: call! }, body: { part_id: callPart!, yes: false } }),
    post_calls_id_wrap_up: ofCall({ note: 'spy' }),
    post_calls_id_end: ofCall({ because: 'dropped' }),
    get_call_settings: ({ brand }) => ({ query: { brand_id: brand! } }),
    put_call_settings: ({ brand }) => ({
      query: { brand_id: brand! },
      body: {
        enabled: false,
        entries: [],
        calendar_id: null,
        rings: 'all',
        ring_seconds: 20,
        most_wait_seconds: 120,
        wrap_up_seconds: 60,
        most_minutes: 60,
        call_back: true,
        slots: { enabled: true, minutes: 15, days_ahead: 7, lead_minutes: 30, at_once: 1, remind_minutes: [15] },
        recording: { enabled: false, keep_days: 90 },
        stills_keep_days: null,
        ask_csat: true,
        sfu: 'mesh',
      },
    }),
  },
};

/** A sample on the call. */
function ofCall(body?: object): (things: Things) => Sample {
  return ({ call }) => ({ params: { id: call! }, ...(body ? { body } : {}) });
}
