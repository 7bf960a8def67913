/** The words a conversation is found by: how urgent, which tags, what it is about, which language, which order. */
import type { BuyerLanguage, Priority } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { changeConversation } from './change-conversation.ts';
import { type Conversation, type Decided, nothing, standing } from './conversation.ts';

/** How urgent it is; promises are reckoned anew. Throws `conversation.merged`. */
export function setPriority(ctx: Ctx, id: string, priority: Priority): Promise<Conversation> {
  return changeConversation(ctx, id, (at) => {
    standing(at);
    if (at.priority === priority) return nothing;
    return {
      change: { priority },
      events: [{ type: 'conversation.priority_set', data: { from: at.priority, to: priority } }],
    };
  });
}

/** Puts these tags in place of those it has. Throws `conversation.merged`. */
export function setTags(ctx: Ctx, id: string, tags: readonly string[]): Promise<Conversation> {
  return changeConversation(ctx, id, (at) => tagged(at, tags));
}

/** Adds tags to those it has. Throws `conversation.merged`. */
export function addTags(ctx: Ctx, id: string, tags: readonly string[]): Promise<Conversation> {
  return changeConversation(ctx, id, (at) => tagged(at, [...at.tags, ...tags]));
}

/** Each once, in the order given; most of thirty. */
function tagged(at: Conversation, tags: readonly string[]): Decided {
  standing(at);
  const next = [...new Set(tags)].slice(0, 30);
  const added = next.filter((tag) => !at.tags.includes(tag));
  const removed = at.tags.filter((tag) => !next.includes(tag));
  if (added.length === 0 && removed.length === 0) return nothing;
  return { change: { tags: next }, events: [{ type: 'conversation.tags_set', data: { added, removed } }] };
}

/** What it is about. Throws `conversation.merged`. */
export function setSubject(ctx: Ctx, id: string, subject: string): Promise<Conversation> {
  return changeConversation(ctx, id, (at) => {
    standing(at);
    if (at.subject === subject) return nothing;
    return {
      change: { subject },
      events: [{ type: 'conversation.subject_set', data: { from: at.subject, to: subject } }],
    };
  });
}

/** The language the buyer reads. Throws `conversation.merged`. */
export function setLanguage(ctx: Ctx, id: string, language: BuyerLanguage): Promise<Conversation> {
  return changeConversation(ctx, id, (at) => {
    standing(at);
    if (at.language === language) return nothing;
    return {
      change: { language },
      events: [{ type: 'conversation.language_set', data: { from: at.language, to: language } }],
    };
  });
}
