import { inbox as api, type Contact } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { blockContact, changeContact } from './change-contact.ts';
import { listContacts, readContact } from './contacts.read.ts';
import { mergeContacts, undoContactMerge } from './merge-contacts.ts';

export function contactRoutes(app: App): void {
  serve(app, api.contacts, (ctx, { query }) => inWorkspace(ctx, (tx) => listContacts(tx, ctx, query)));
  serve(app, api.contact, (ctx, { params: { id } }) => now(ctx, id));
  serve(app, api.changeContact, async (ctx, { params: { id }, body }) => {
    await changeContact(ctx, id, body);
    return now(ctx, id);
  });
  serve(app, api.block, async (ctx, { params: { id }, body }) => {
    await blockContact(ctx, id, body.blocked ? { reason: body.reason ?? null } : null);
    return now(ctx, id);
  });
  serve(app, api.mergeContacts, async (ctx, { params: { id }, body }) => {
    const join_id = await mergeContacts(ctx, id, body.other_id);
    return { ...(await now(ctx, id)), join_id };
  });
  serve(app, api.undoContactMerge, async (ctx, { params: { id }, body }) => {
    await undoContactMerge(ctx, id, body.join_id);
    return now(ctx, id);
  });
}

const now = (ctx: Ctx, id: string): Promise<Contact> => inWorkspace(ctx, (tx) => readContact(tx, ctx, id));
