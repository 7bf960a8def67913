import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { returnsSide } from '../sides.ts';
import { lexemesOf } from './lexemes.ts';
import {
  moveSaid,
  type Said,
  type SaidConversation,
  type SaidMessage,
  saidConversations,
  saidMessages,
  writeSaid,
} from './said.store.ts';

const BATCH = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** What a message is found by: its words and their translations, its subject, the names of its files, and who wrote it where that is a buyer. */
export function lexemesOfMessage(message: SaidMessage): string[] {
  const texts = [
    message.subject ?? '',
    message.body,
    ...message.translations.map(({ text }) => text),
    ...message.files,
  ];
  if (message.author.kind === 'buyer') texts.push(message.author.name);
  return lexemesOf(texts.join('\n'));
}

/** What a conversation is found by beside its messages: code, subject, tags, names, addresses, order number, return's code. */
export function lexemesOfConversation(
  { code, subject, tags, contact, points, customer, customer_email, order_number }: Omit<SaidConversation, 'id'>,
  returnCode: string | null,
): string[] {
  const texts = [code, subject, ...tags, contact, ...points, customer, customer_email, order_number, returnCode];
  return lexemesOf(texts.filter((text) => text !== null).join('\n'));
}

/** A message can be found from now on, by what it says now. */
export function indexMessage(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => writeMessages(tx, ctx, await saidMessages(tx, ctx, { ids: [id] })));
}

/** Conversations can be found by what they are called now. */
export function indexConversations(ctx: Ctx, which: { ids: readonly string[] } | { contactId: string }): Promise<void> {
  return inWorkspace(ctx, async (tx) => writeConversations(tx, ctx, await saidConversations(tx, ctx, which)));
}

/** After a merge or a split. */
export function indexMoved(ctx: Ctx, conversationIds: readonly string[]): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    await moveSaid(tx, ctx, conversationIds);
    await writeConversations(tx, ctx, await saidConversations(tx, ctx, { ids: conversationIds }));
  });
}

/** Everything of a workspace, anew: after an import of old conversations. A transaction a batch, so that it may be stopped and begun again. */
export async function indexEverything(ctx: Ctx): Promise<void> {
  for (let after: string | undefined = FIRST; after; ) {
    const from: string = after;
    after = await inWorkspace(ctx, async (tx) => {
      const rows = await saidMessages(tx, ctx, { after: from, most: BATCH });
      await writeMessages(tx, ctx, rows);
      return rows.length < BATCH ? undefined : rows.at(-1)!.id;
    });
  }
  for (let after: string | undefined = FIRST; after; ) {
    const from: string = after;
    after = await inWorkspace(ctx, async (tx) => {
      const rows = await saidConversations(tx, ctx, { after: from, most: BATCH });
      await writeConversations(tx, ctx, rows);
      return rows.length < BATCH ? undefined : rows.at(-1)!.id;
    });
  }
}

function writeMessages(tx: Tx, ctx: Ctx, messages: readonly SaidMessage[]): Promise<void> {
  const rows = messages.map(({ id, conversation_id, brand_id, at, ...rest }): Said => {
    return {
      id,
      conversation_id,
      brand_id,
      at,
      lexemes: lexemesOfMessage({ id, conversation_id, brand_id, at, ...rest }),
    };
  });
  return writeSaid(tx, ctx, rows);
}

async function writeConversations(
  tx: Tx,
  ctx: Ctx,
  conversations: readonly (SaidConversation & { return_id: string | null })[],
): Promise<void> {
  const rows: Said[] = [];
  for (const one of conversations) {
    const found = one.return_id ? await returnsSide().find(tx, ctx, one.return_id) : null;
    const lexemes = lexemesOfConversation(one, found?.code ?? null);
    rows.push({ id: one.id, conversation_id: one.id, brand_id: one.brand_id, at: one.at, lexemes });
  }
  await writeSaid(tx, ctx, rows);
}
