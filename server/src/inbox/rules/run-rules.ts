import type { InboxAction, Rule } from '@recoup/contract';
import { type Ctx, SYSTEM } from '../../platform/ctx.ts';
import { inSavepoint, inWorkspace } from '../../platform/db.ts';
import { type RecordedEvent, record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { act } from '../cases/act.ts';
import { calendarsFor, caseOf } from '../cases/cases.store.ts';
import { lockConversation } from '../conversations/conversations.store.ts';
import { conversationEvent } from '../conversations/events.ts';
import { idleCause, runsFor as reasonsOf, type Trigger, triggerOf } from './engine.ts';
import { listRules, rulesOn, runsFor, silentSince, takeRun } from './rules.store.ts';

type What = { conversationId: string; brandId: string; trigger: Trigger; cause: string; messageId: string | null };

/** Runs the rules an event sets off, in their order; each sees what the one before it did. */
export async function runRules(ctx: Ctx, event: RecordedEvent): Promise<void> {
  const trigger = triggerOf(event);
  if (trigger === null || event.brand_id === null) return;
  const messageId = event.type === 'message.received' ? String(event.data.message_id) : null;
  const what = { conversationId: event.subject.id, brandId: event.brand_id, trigger, cause: event.id, messageId };
  const rules = await inWorkspace(ctx, (tx) => rulesOn(tx, ctx, trigger, what.brandId));
  for (const rule of rules) await runRule(ctx, rule, what);
}

/**
 * Runs one rule for one cause, once: the run and what it does stand or fall together. It acts as the system under its own
 * name. An action that is refused (somebody resolved it meanwhile) is left out and named; the others are done. A
 * conversation that was merged, or is spam, is left alone.
 */
export function runRule(ctx: Ctx, rule: Rule, { conversationId, trigger, cause, messageId }: What): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockConversation(tx, ctx, conversationId);
    if (at.merged_into !== null || at.spam) return;
    const found = await caseOf(tx, ctx, conversationId, messageId);
    const calendars = await calendarsFor(tx, ctx, rule.conditions);
    if (reasonsOf(rule, trigger, found, calendars) === null) return;
    const before = await runsFor(tx, ctx, rule.id, conversationId);
    if (!(await takeRun(tx, ctx, { rule_id: rule.id, cause, conversation_id: conversationId }))) return;
    const acting = { ...ctx, tx, actor: { ...SYSTEM, id: rule.id, name: rule.name } };
    const refused: { do: InboxAction['do']; code: string }[] = [];
    for (const action of rule.actions) {
      // A buyer is not written to twice by the same rule, whatever they answer.
      if (action.do === 'reply' && before > 0) continue;
      try {
        await inSavepoint(tx, () => act(acting, conversationId, action, 'rule'));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.push({ do: action.do, code: error.code });
      }
    }
    const data = { rule_id: rule.id, rule: rule.name, actions: rule.actions.map((one) => one.do), refused };
    await record(tx, acting, [conversationEvent(at, { type: 'rule.ran', data })]);
  });
}

const HOUR = 3_600_000;
const AT_ONCE = 500;

/** Runs the rules about silence: once for each silence of a buyer that has lasted long enough. */
export async function runIdleRules(ctx: Ctx): Promise<void> {
  const rules = await inWorkspace(ctx, (tx) => listRules(tx, ctx));
  for (const rule of rules) {
    if (rule.on !== 'idle' || !rule.enabled || rule.idle_hours === null) continue;
    const before = new Date(ctx.now.getTime() - rule.idle_hours * HOUR);
    const silent = await inWorkspace(ctx, (tx) => silentSince(tx, ctx, rule, before, AT_ONCE));
    for (const { id, last_buyer_at } of silent) {
      const brandId = rule.brand?.id ?? '';
      const cause = `${id}:${idleCause(last_buyer_at)}`;
      await runRule(ctx, rule, { conversationId: id, brandId, trigger: 'idle', cause, messageId: null });
    }
  }
}
