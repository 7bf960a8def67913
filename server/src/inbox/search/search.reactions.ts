import { inWorkspace } from '../../platform/db.ts';
import { reaction } from '../../platform/record.ts';
import { indexConversations, indexMessage, indexMoved } from './index-said.ts';
import { joinedIds } from './said.store.ts';

/** What is written down is found a moment later. Each writes what stands now, so that it may run twice and late. */
export const searchReactions = [
  reaction({
    on: ['message.received', 'message.written', 'note.added', 'message.translated'],
    name: 'index-message',
    run: (ctx, event) => indexMessage(ctx, String(event.data.message_id)),
  }),
  reaction({
    on: ['conversation.opened', 'conversation.subject_set', 'conversation.tags_set', 'conversation.linked'],
    name: 'index-conversation',
    run: (ctx, event) => indexConversations(ctx, { ids: [event.subject.id] }),
  }),
  reaction({
    on: ['conversation.merged', 'conversation.split', 'conversation.join_undone'],
    name: 'index-joined-conversations',
    async run(ctx, event) {
      const ids = await inWorkspace(ctx, (tx) => joinedIds(tx, ctx, String(event.data.join_id)));
      if (ids.length > 0) await indexMoved(ctx, ids);
    },
  }),
  reaction({
    on: ['contact.changed', 'contact.merged', 'contact.unmerged'],
    name: 'index-contact',
    async run(ctx, event) {
      const { join_id } = event.data;
      const both = join_id ? await inWorkspace(ctx, (tx) => joinedIds(tx, ctx, String(join_id))) : [];
      for (const contactId of new Set([event.subject.id, ...both])) await indexConversations(ctx, { contactId });
    },
  }),
];
