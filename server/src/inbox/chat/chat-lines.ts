/** The chat's part of the live lines: what is said is pushed with its words; who writes, looks or has read passes through and is kept nowhere. */
import type { InboxSignal } from '@recoup/contract';
import { z } from 'zod';
import { type Ctx, may } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { buyerOf, type Services } from '../../platform/http.ts';
import { Refusal } from '../../platform/refusal.ts';
import { readChatToken } from '../../platform/secrets.ts';
import { tellLinesNow } from '../../platform/signals.ts';
import type { LiveLines, Talker } from '../../platform/sockets.ts';
import { findConversation } from '../conversations/conversations.store.ts';
import { presence } from '../presence/presence.ts';
import { talkMessage, talkRows } from './chat.store.ts';
import { type ChatCtx, openGuest } from './guest.ts';
import { markGot } from './receipts.store.ts';
import { shownMessage } from './shown.ts';
import { staffWasHere } from './staff-here.ts';
import { buyerRooms, type Concerns, concerns, type ToldMessage, type ToldRead } from './tell.ts';

type Who = { ctx: Omit<ChatCtx, 'now'>; origin: string | undefined };
type Open = Concerns & { brand_id: string; isTyping: boolean };

const said = z.object({
  conversation_id: z.uuid(),
  what: z.enum(['typing', 'viewing', 'left']),
  /** A note is being written: not the buyer's business. */
  note: z.boolean().default(false),
});
const got = z.object({ conversation_id: z.uuid(), message_id: z.uuid() });

const forStaff = (workspaceId: string, id: string) => `conversation:${workspaceId}:${id}`;

/** What each line has open, looked up once: signals come every few seconds. */
const opened = new WeakMap<Talker<Who>, Map<string, Open>>();

export const chatLines: LiveLines<Who> = {
  line: 'chat',
  async admit(services, { token, headers }) {
    const now = services.clock();
    const claims = readChatToken(services.config.secret, token, now);
    const { workspaceId, brandId, channelId, contactId, verified } = claims;
    const ctx = ctxOf(services, workspaceId, { ...buyerOf(brandId), id: contactId });
    const who: Who = { ctx: { ...ctx, chat: { channelId, contactId, verified } }, origin: headers.origin };
    const guest = await inWorkspace({ ...who.ctx, now }, (tx) => openGuest(tx, { ...who.ctx, now }, who.origin));
    const own = verified && guest.contact ? [`chat:${workspaceId}:${guest.contact.id}`] : [];
    return { who, rooms: [...own, `guest:${workspaceId}:${contactId}`] };
  },
  hears: {
    async signal(talker, given) {
      if (!talker.mayStill('signal', 90)) throw new Refusal('chat.too_many');
      const { conversation_id: id, what, note } = parsed(said, given);
      const open = await look(talker, id);
      const { workspaceId, actor } = callerOf(talker);
      const isStaff = talker.who.kind === 'staff';
      const room = forStaff(workspaceId, id);
      if (isStaff && what === 'left') await talker.leave(room);
      else if (isStaff && !talker.isIn(room)) await talker.join(room);
      const signal: InboxSignal = {
        conversation_id: id,
        who: isStaff
          ? { kind: 'staff', id: actor.id ?? '', name: actor.name }
          : { kind: 'buyer', id: open.contact_id, name: actor.name },
        what,
      };
      // The buyer sees that somebody writes and that they stopped; who only looks is not told.
      const toBuyer = isStaff && ((what === 'typing' && !note) || (what !== 'typing' && open.isTyping));
      open.isTyping = what === 'typing' && !note;
      const { conversation_id, contact_id, sessions } = open;
      await tell(talker, 'inbox.signal', { signal, to: { conversation_id, contact_id, sessions }, toBuyer });
    },
    async got(talker, given) {
      if (talker.who.kind !== 'guest') return;
      if (!talker.mayStill('got', 120)) throw new Refusal('chat.too_many');
      const { conversation_id, message_id } = parsed(got, given);
      const { ctx, origin } = talker.who.guest;
      const at = { ...ctx, now: talker.services.clock() };
      await inWorkspace(at, async (tx) => {
        const guest = await openGuest(tx, at, origin);
        const message = await talkMessage(tx, at, guest, message_id);
        if (message?.conversation_id !== conversation_id) throw new Refusal('conversation.not_found');
        await markGot(tx, at, conversation_id, guest.channel.id, message_id);
      });
    },
  },
  async gone(talker) {
    if (talker.who.kind !== 'staff') return;
    const { actor } = callerOf(talker);
    for (const { conversation_id, contact_id, sessions, isTyping } of opened.get(talker)?.values() ?? []) {
      const who = { kind: 'staff' as const, id: actor.id ?? '', name: actor.name };
      const signal: InboxSignal = { conversation_id, who, what: 'left' };
      const to = { conversation_id, contact_id, sessions };
      await tell(talker, 'inbox.signal', { signal, to, toBuyer: isTyping });
    }
  },
  signals: {
    'inbox.message': (services, workspaceId, told: ToldMessage, show) => {
      const { conversation_id, message_id } = told;
      const message = told.message && shownMessage({ config: services.config, now: services.clock() }, told.message);
      show([...buyerRooms(workspaceId, told), forStaff(workspaceId, conversation_id)], 'message', {
        conversation_id,
        message_id,
        message,
      });
    },
    'inbox.read': (_services, workspaceId, told: ToldRead, show) => {
      const { conversation_id, message_id, at, by } = told;
      const rooms = by === 'staff' ? buyerRooms(workspaceId, told) : [forStaff(workspaceId, conversation_id)];
      show(rooms, 'seen', { conversation_id, message_id, at });
    },
    'inbox.signal': (services, workspaceId, told: { signal: InboxSignal; to: Concerns; toBuyer: boolean }, show) => {
      const { signal, to, toBuyer } = told;
      presence.tell(workspaceId, signal, services.clock());
      if (signal.who.kind === 'staff') staffWasHere(workspaceId, services.clock());
      show([forStaff(workspaceId, signal.conversation_id)], 'signal', signal);
      if (toBuyer) show(buyerRooms(workspaceId, to), 'signal', { ...signal, who: { ...signal.who, id: '' } });
    },
  },
};

function ctxOf({ db, config, log }: Services, workspaceId: string, actor: Ctx['actor']) {
  return { workspaceId, actor, db, config, log, requestId: null };
}

function callerOf(talker: Talker<Who>): { workspaceId: string; actor: Ctx['actor'] } {
  return talker.who.kind === 'staff' ? talker.who.caller : talker.who.guest.ctx;
}

/** A conversation this line may be in. Throws `conversation.not_found`, `permission.not_allowed`. */
async function look(talker: Talker<Who>, id: string): Promise<Open> {
  const known = opened.get(talker) ?? new Map<string, Open>();
  opened.set(talker, known);
  const before = known.get(id);
  if (before) return before;
  const now = talker.services.clock();
  const open = await (talker.who.kind === 'staff'
    ? ofStaff({ ...ctxOf(talker.services, talker.who.caller.workspaceId, talker.who.caller.actor), now }, id)
    : ofGuest({ ...talker.who.guest.ctx, now }, talker.who.guest.origin, id));
  if (known.size > 50) known.clear();
  known.set(id, open);
  return open;
}

async function ofStaff(ctx: Ctx, id: string): Promise<Open> {
  if (ctx.actor.kind !== 'staff' || !may(ctx.actor, 'inbox.read')) throw new Refusal('permission.not_allowed');
  return inWorkspace(ctx, async (tx) => {
    const at = await findConversation(tx, ctx, id);
    return { ...(await concerns(tx, ctx, at)), brand_id: at.brand_id, isTyping: false };
  });
}

async function ofGuest(ctx: ChatCtx, origin: string | undefined, id: string): Promise<Open> {
  return inWorkspace(ctx, async (tx) => {
    const guest = await openGuest(tx, ctx, origin);
    const [row] = await talkRows(tx, ctx, guest, id);
    if (!row) throw new Refusal('conversation.not_found');
    const at = await findConversation(tx, ctx, id);
    return { ...(await concerns(tx, ctx, at)), brand_id: at.brand_id, isTyping: false };
  });
}

async function tell(talker: Talker<Who>, name: string, data: unknown): Promise<void> {
  await tellLinesNow(talker.services.db, { name, workspace_id: callerOf(talker).workspaceId, data });
}

function parsed<T>(schema: z.ZodType<T>, given: unknown): T {
  const read = schema.safeParse(given);
  if (!read.success) throw new Refusal('input.invalid');
  return read.data;
}
