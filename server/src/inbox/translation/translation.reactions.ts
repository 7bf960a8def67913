import { reaction } from '../../platform/record.ts';
import { translateForHolder, translateForReaders } from './translate-message.ts';
import { translates } from './translator.ts';

/** Nothing waits for a translation: a message is shown as it came, and its translation appears beside it. */
export const translationReactions = [
  reaction({
    on: 'message.received',
    name: 'translate-message',
    when: (event) => translates() && !event.data.automatic,
    run: (ctx, event) => translateForReaders(ctx, String(event.data.message_id)),
  }),
  reaction({
    on: 'conversation.assigned',
    name: 'translate-for-holder',
    when: (event) => translates() && event.data.staff_id !== null,
    run: (ctx, event) => translateForHolder(ctx, event.subject.id),
  }),
];
