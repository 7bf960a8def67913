/** What the cards ask the server, loaded with them. Each changes what the widget shows. */
import type { chat, chatAssistant } from '@recoup/contract';
import type { Chat } from './chat.ts';

export async function loadOrders({ session, store, state }: Chat): Promise<void> {
  if (!session.token) {
    store.set({ orders: [] });
    return;
  }
  try {
    const { rows } = await session.as((token) => session.call<typeof chat.orders>('GET', '/v1/chat/orders', { token }));
    store.set({ orders: rows });
  } catch (error) {
    store.set({ orders: state.orders ?? [] });
    store.fail(error);
  }
}

export async function findOrder({ session, store }: Chat, number: string, proof: string): Promise<void> {
  const found = await session.as((token) =>
    session.call<typeof chat.findOrder>('POST', '/v1/chat/orders', {
      token,
      body: { number, email_or_zip: proof, conversation_id: store.state.at },
    }),
  );
  store.set({ orders: [found, ...(store.state.orders ?? []).filter((one) => one.id !== found.id)] });
}

export async function leaveAddress({ session, store, shell }: Chat, email: string): Promise<void> {
  await session.as((token) =>
    session.call<typeof chat.leaveAddress>('POST', '/v1/chat/address', { token, body: { email } }),
  );
  store.set({ email });
  shell.shelf.write({ email });
}

/** Yes or no to what the assistant offered. The card becomes what came of it, here at once and everywhere by the line. */
export async function answerCard({ session, store }: Chat, id: string, yes: boolean): Promise<void> {
  const card = await session.as((token) =>
    session.call<typeof chatAssistant.answerCard>('POST', '/v1/chat/confirmations/:id', {
      params: { id },
      body: { yes },
      token,
    }),
  );
  store.set({ messages: store.state.messages.map((one) => (one.card?.id === id ? { ...one, card } : one)) });
}
