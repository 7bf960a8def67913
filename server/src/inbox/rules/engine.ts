/** Which rules run when something happens: pure. */
import type { Rule } from '@recoup/contract';
import type { RecordedEvent } from '../../platform/record.ts';
import { type Calendars, type Case, reasons } from '../cases/case.ts';

export type Trigger = Rule['on'];

/** What an event sets off; null for nothing. What rules and other machines do sets off no rule, so that no two rules can chase one another. */
export function triggerOf(event: Pick<RecordedEvent, 'type' | 'actor' | 'data'>): Trigger | null {
  if (byRule(event)) return null;
  switch (event.type) {
    case 'message.received':
      return event.data.automatic ? null : 'message_received';
    case 'conversation.opened':
      return 'conversation_opened';
    case 'message.written':
      return event.data.automatic || event.data.author_kind === 'system' ? null : 'reply_sent';
    case 'conversation.resolved':
      return 'resolved';
    case 'conversation.reopened':
      return 'reopened';
    case 'clock.warned':
      return 'clock_warned';
    case 'clock.breached':
      return 'clock_breached';
    default:
      return null;
  }
}
export const TRIGGERING = [
  'message.received',
  'conversation.opened',
  'message.written',
  'conversation.resolved',
  'conversation.reopened',
  'clock.warned',
  'clock.breached',
] as const;

/** A rule acts as the system, under its own id; the system itself has none. */
function byRule({ actor }: Pick<RecordedEvent, 'actor'>): boolean {
  return actor.kind === 'system' && actor.id !== null;
}

type Rulish = Pick<Rule, 'on' | 'brand' | 'conditions'>;

/** Why a rule runs for a case, a reason for each of its conditions; null where it does not. */
export function runsFor(rule: Rulish, trigger: Trigger, at: Case, calendars: Calendars): string[] | null {
  if (rule.on !== trigger) return null;
  if (rule.brand !== null && rule.brand.id !== at.brand_id) return null;
  return reasons(rule.conditions, at, calendars);
}

/** What sets a rule off once: the event, or for `idle` the silence since the buyer's last word. */
export const idleCause = (lastBuyerAt: Date) => `idle:${lastBuyerAt.toISOString()}`;
