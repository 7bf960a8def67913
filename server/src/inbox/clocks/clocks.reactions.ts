import { type RecordedEvent, reaction } from '../../platform/record.ts';
import { keepClocks } from './keep-clocks.ts';

/** What a machine sends answers nothing, and what a machine of the buyer's sends asks nothing. */
const bySomebody = ({ data }: RecordedEvent) => !data.automatic;

export const clockReactions = [
  reaction({
    on: ['message.received', 'message.written'],
    name: 'keep-clocks-of-message',
    when: (event) => event.subject.kind === 'conversation' && bySomebody(event),
    run: (ctx, event) => keepClocks(ctx, event.subject.id),
  }),
  reaction({
    on: [
      'message.failed',
      'message.retried',
      'conversation.snoozed',
      'conversation.woken',
      'conversation.waiting',
      'conversation.resolved',
      'conversation.reopened',
      'conversation.closed',
      'conversation.marked_spam',
      'conversation.not_spam',
      'conversation.priority_set',
      'conversation.tags_set',
      'conversation.linked',
      // Recorded on both: messages moved from one to the other.
      'conversation.merged',
      'conversation.split',
      'conversation.join_undone',
    ],
    name: 'keep-clocks',
    when: (event) => event.subject.kind === 'conversation',
    run: (ctx, event) => keepClocks(ctx, event.subject.id),
  }),
];
