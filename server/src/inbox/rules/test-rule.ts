import type { AnswerOf, BodyOf, inboxSetup, Rule } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import type { RecordedEvent } from '../../platform/record.ts';
import { calendarsFor, checkNamed } from '../cases/cases.store.ts';
import { rowsOf } from '../search/search-inbox.ts';
import { asKept } from './change-rules.ts';
import { runsFor, triggerOf } from './engine.ts';
import { type Past, silences, stoodAt } from './history.ts';
import { pastConversations } from './past.store.ts';

const DAY = 86_400_000;
/** So many conversations are looked at, the newest first, and so many of those it would have touched are shown. */
const LOOKED_AT = 2_000;
const SHOWN = 100;

/**
 * Holds a rule against past conversations, each as it stood at the moments the rule would have run, and says which it
 * would have touched, when first, and why. Nothing is changed and nobody is written to. Intents are as they are known
 * now. Throws `…not_found` for what the rule names.
 */
export function testRule(
  ctx: Ctx,
  { rule: given, days }: BodyOf<(typeof inboxSetup)['testRule']>,
): Promise<AnswerOf<(typeof inboxSetup)['testRule']>> {
  return inWorkspace(ctx, async (tx) => {
    await checkNamed(tx, ctx, given);
    const { on, conditions, brand_id, idle_hours } = asKept(given);
    const rule = { on, conditions, brand: brand_id ? { id: brand_id, name: '' } : null, idle_hours };
    const since = new Date(ctx.now.getTime() - days * DAY);
    const past = await pastConversations(tx, ctx, { since, brandId: brand_id, most: LOOKED_AT });
    const calendars = await calendarsFor(tx, ctx, conditions);
    const touched = past.flatMap((one) => {
      for (const moment of moments(one, rule, since, ctx.now)) {
        const because = runsFor(rule, on, stoodAt(one, moment), calendars);
        if (because) return [{ id: one.conversation_id, at: moment.at, because }];
      }
      return [];
    });
    const shown = touched.slice(0, SHOWN);
    const conversations = await rowsOf(
      tx,
      ctx,
      shown.map(({ id }) => id),
    );
    return {
      looked_at: past.length,
      touched: touched.length,
      rows: shown.flatMap(({ id, at, because }) => {
        const conversation = conversations.get(id);
        return conversation ? [{ conversation, at: at.toISOString(), because }] : [];
      }),
    };
  });
}

/** The moments since then at which the rule would have been asked, oldest first. */
function moments(
  past: Past,
  rule: Pick<Rule, 'on' | 'idle_hours'>,
  since: Date,
  now: Date,
): { id: string; at: Date }[] {
  const all =
    rule.on === 'idle'
      ? silences(past, rule.idle_hours ?? 24, now)
      : past.events.filter((event) => triggerOf(event as unknown as RecordedEvent) === rule.on);
  return all.filter(({ at }) => at >= since);
}
