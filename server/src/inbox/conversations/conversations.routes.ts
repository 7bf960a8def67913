import { inbox as api } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { doublesOf } from '../contacts/doubles.read.ts';
import { readMessage } from '../messages/messages.read.ts';
import { assignConversation } from './assign-conversation.ts';
import { actOnMany } from './bulk.ts';
import { andRead } from './change-conversation.ts';
import { readConversation } from './conversation.read.ts';
import { findConversation } from './conversations.store.ts';
import { countConversations, listConversations } from './conversations-list.read.ts';
import { setLanguage, setPriority, setSubject, setTags } from './label-conversation.ts';
import { linkConversation } from './link-conversation.ts';
import { markSeen, saveDraft } from './look.ts';
import { markAsNotSpam, markAsSpam } from './mark-spam.ts';
import { mergeConversations } from './merge-conversations.ts';
import { noteForColleagues } from './note-for-colleagues.ts';
import { otherConversations } from './related.read.ts';
import { forgetReminder, remindMe } from './remind-me.ts';
import { replyToBuyer } from './reply-to-buyer.ts';
import { closeConversation, reopenConversation, resolveConversation, waitForBuyer } from './resolve-conversation.ts';
import { snoozeConversation, wakeConversation } from './snooze-conversation.ts';
import { splitConversation } from './split-conversation.ts';
import { startConversation } from './start-conversation.ts';
import { readThread } from './thread.read.ts';
import { undoJoin } from './undo-join.ts';

const ok = { ok: true } as const;

async function withMessage(tx: Tx, ctx: Ctx, id: string, { id: messageId }: { id: string }) {
  return { conversation: await readConversation(tx, ctx, id), message: await readMessage(tx, ctx, messageId) };
}

export function conversationRoutes(app: App): void {
  serve(app, api.list, (ctx, { query }) => inWorkspace(ctx, (tx) => listConversations(tx, ctx, query)));
  serve(app, api.counts, (ctx, { query }) => inWorkspace(ctx, (tx) => countConversations(tx, ctx, query)));
  serve(app, api.read, (ctx, { params }) => inWorkspace(ctx, (tx) => readConversation(tx, ctx, params.id)));
  serve(app, api.thread, (ctx, { params, query }) => inWorkspace(ctx, (tx) => readThread(tx, ctx, params.id, query)));
  serve(app, api.start, (ctx, { body }) =>
    inWorkspace(ctx, async (tx) => readConversation(tx, ctx, await startConversation({ ...ctx, tx }, body))),
  );
  serve(app, api.reply, (ctx, { params: { id }, body }) =>
    inWorkspace(ctx, async (tx) => withMessage(tx, ctx, id, await replyToBuyer({ ...ctx, tx }, id, body))),
  );
  serve(app, api.note, (ctx, { params: { id }, body }) =>
    inWorkspace(ctx, async (tx) => withMessage(tx, ctx, id, await noteForColleagues({ ...ctx, tx }, id, body))),
  );
  serve(app, api.merge, (ctx, { params: { id }, body }) =>
    andRead(ctx, id, (c) => mergeConversations(c, id, body.other_id)),
  );
  serve(app, api.split, (ctx, { params: { id }, body }) => andRead(ctx, id, (c) => splitConversation(c, id, body)));
  serve(app, api.undoJoin, (ctx, { params: { id }, body }) => andRead(ctx, id, (c) => undoJoin(c, id, body.join_id)));
  serve(app, api.related, (ctx, { params }) =>
    inWorkspace(ctx, async (tx) => {
      const { contact_id } = await findConversation(tx, ctx, params.id);
      return {
        conversations: await otherConversations(tx, ctx, params.id),
        doubles: await doublesOf(tx, ctx, contact_id),
      };
    }),
  );
  serve(app, api.seen, async (ctx, { params, body }) => {
    await markSeen(ctx, params.id, body.message_id);
    return ok;
  });
  serve(app, api.saveDraft, async (ctx, { params, body }) => {
    await saveDraft(ctx, params.id, body);
    return ok;
  });
  serve(app, api.assign, (ctx, { params: { id }, body }) => andRead(ctx, id, (c) => assignConversation(c, id, body)));
  serve(app, api.snooze, (ctx, { params: { id }, body }) =>
    andRead(ctx, id, (c) => snoozeConversation(c, id, new Date(body.until))),
  );
  serve(app, api.wake, (ctx, { params: { id } }) => andRead(ctx, id, (c) => wakeConversation(c, id)));
  serve(app, api.wait, (ctx, { params: { id } }) => andRead(ctx, id, (c) => waitForBuyer(c, id)));
  serve(app, api.resolve, (ctx, { params: { id } }) => andRead(ctx, id, (c) => resolveConversation(c, id)));
  serve(app, api.reopen, (ctx, { params: { id } }) => andRead(ctx, id, (c) => reopenConversation(c, id)));
  serve(app, api.close, (ctx, { params: { id } }) => andRead(ctx, id, (c) => closeConversation(c, id)));
  serve(app, api.setPriority, (ctx, { params: { id }, body }) =>
    andRead(ctx, id, (c) => setPriority(c, id, body.priority)),
  );
  serve(app, api.setTags, (ctx, { params: { id }, body }) => andRead(ctx, id, (c) => setTags(c, id, body.tags)));
  serve(app, api.setSubject, (ctx, { params: { id }, body }) =>
    andRead(ctx, id, (c) => setSubject(c, id, body.subject)),
  );
  serve(app, api.setLanguage, (ctx, { params: { id }, body }) =>
    andRead(ctx, id, (c) => setLanguage(c, id, body.language)),
  );
  serve(app, api.link, (ctx, { params: { id }, body }) => andRead(ctx, id, (c) => linkConversation(c, id, body)));
  serve(app, api.remind, (ctx, { params: { id }, body }) =>
    andRead(ctx, id, (c) => remindMe(c, id, new Date(body.at), body.text ?? null)),
  );
  serve(app, api.forgetReminder, (ctx, { params: { id }, body }) =>
    andRead(ctx, id, (c) => forgetReminder(c, id, body.reminder_id)),
  );
  serve(app, api.spam, (ctx, { params: { id }, body }) =>
    andRead(ctx, id, (c) => (body.spam ? markAsSpam(c, id) : markAsNotSpam(c, id))),
  );
  serve(app, api.bulk, (ctx, { body }) => actOnMany(ctx, body));
}
