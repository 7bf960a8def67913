/** What a buyer's side of a talk with the assistant calls: yes or no to a card, and the code that proves an order. */
import { z } from 'zod';
import { chatCard } from './cards.ts';
import { byId, id, instant } from './common.ts';
import { endpoint } from './endpoint.ts';

const chatting = { tag: 'Chat', access: 'chat' } as const;
export const chatAssistant = {
  answerCard: endpoint({
    ...chatting,
    method: 'POST',
    path: '/v1/chat/confirmations/:id',
    summary:
      'Yes or no to what the assistant offered; yes twice is once. Answers the card as it then stands: `expired` where its time was over, `refused` where policy gives something else by now or a cap is reached',
    params: byId,
    body: z.object({ yes: z.boolean() }),
    response: chatCard,
    refusals: ['confirmation.not_found', 'order.not_proved'],
  }),
  /** Answers the same whether the address is known. */
  mailCode: endpoint({
    ...chatting,
    method: 'POST',
    path: '/v1/chat/codes',
    summary: 'Mail a code to the address an order was bought with',
    body: z.object({ email: z.email().max(200), conversation_id: id.nullable().default(null) }),
    response: z.object({ ok: z.literal(true), to: z.string(), expires_at: instant }),
    refusals: ['guess.too_many'],
  }),
  proveCode: endpoint({
    ...chatting,
    method: 'POST',
    path: '/v1/chat/codes/prove',
    summary: 'The code that was mailed: proves the orders of that address to this session',
    body: z.object({
      code: z
        .string()
        .trim()
        .regex(/^\d{6}$/),
    }),
    response: z.object({ ok: z.literal(true), orders: z.int() }),
    refusals: ['code.wrong', 'code.expired', 'guess.too_many'],
  }),
};
