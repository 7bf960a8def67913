/** Conditions and actions while they are written: what each begins with, and whether it can stand. Pure. */
import type { Condition, InboxAction, Macro, Rule } from '@recoup/contract';

export type MacroBody = Pick<Macro, 'name' | 'actions' | 'conditions' | 'intents'> & {
  brand_id: string | null;
  body: { en?: string | undefined; zh?: string | undefined; es?: string | undefined };
};
export type RuleBody = Pick<Rule, 'name' | 'on' | 'idle_hours' | 'conditions' | 'actions' | 'position' | 'enabled'> & {
  brand_id: string | null;
};

export const triggers = [
  'message_received',
  'conversation_opened',
  'reply_sent',
  'resolved',
  'reopened',
  'clock_warned',
  'clock_breached',
  'idle',
] as const satisfies readonly Rule['on'][];
export const states = ['open', 'waiting', 'resolved', 'closed'] as const;
export const conditionKinds = [
  'text',
  'subject',
  'channel',
  'brand',
  'language',
  'priority',
  'tag',
  'state',
  'has_order',
  'has_return',
  'has_files',
  'business_hours',
  'contact_conversations',
  'intent',
] as const satisfies readonly Condition['on'][];
export const actionKinds = [
  'assign',
  'priority',
  'add_tags',
  'remove_tags',
  'reply',
  'note',
  'snooze_hours',
  'resolve',
  'close',
  'spam',
] as const satisfies readonly InboxAction['do'][];
/** A macro says its own words, so it sends no other; and a person presses it, so nothing is thrown away by it. */
export const macroActionKinds = actionKinds.filter((kind) => kind !== 'reply' && kind !== 'spam');

export function newCondition(on: Condition['on']): Condition {
  switch (on) {
    case 'text':
    case 'subject':
      return { on, any_of: [] };
    case 'has_order':
    case 'has_return':
    case 'has_files':
      return { on, is: true };
    case 'business_hours':
      return { on, calendar_id: '', is: false };
    case 'contact_conversations':
      return { on, at_least: 2 };
    default:
      return { on, is: [] } as Condition;
  }
}
export function newAction(kind: InboxAction['do']): InboxAction {
  switch (kind) {
    case 'assign':
      return { do: kind, staff_id: null, team_id: null };
    case 'add_tags':
    case 'remove_tags':
      return { do: kind, tags: [] };
    case 'priority':
      return { do: kind, priority: 'high' };
    case 'snooze_hours':
      return { do: kind, hours: 24 };
    case 'reply':
      return { do: kind, macro_id: '' };
    case 'note':
      return { do: kind, text: '' };
    default:
      return { do: kind };
  }
}

/** Nothing in it is left open. */
export function isWholeCondition(condition: Condition): boolean {
  switch (condition.on) {
    case 'text':
    case 'subject':
      return condition.any_of.length > 0;
    case 'business_hours':
      return condition.calendar_id !== '';
    case 'contact_conversations':
      return true;
    default:
      return typeof condition.is === 'boolean' || condition.is.length > 0;
  }
}
export function isWholeAction(action: InboxAction): boolean {
  switch (action.do) {
    case 'add_tags':
    case 'remove_tags':
      return action.tags.length > 0;
    case 'reply':
      return action.macro_id !== '';
    case 'note':
      return action.text.trim() !== '';
    default:
      return true;
  }
}

export const isWholeRule = (rule: RuleBody): boolean => rule.name.trim() !== '' && canTry(rule);
/** It can be held against past conversations before it has a name. */
export const canTry = (rule: RuleBody): boolean =>
  rule.actions.length > 0 &&
  rule.conditions.every(isWholeCondition) &&
  rule.actions.every(isWholeAction) &&
  (rule.on !== 'idle' || (rule.idle_hours ?? 0) > 0);

export const isWholeMacro = (macro: MacroBody): boolean =>
  macro.name.trim() !== '' &&
  macro.conditions.every(isWholeCondition) &&
  macro.actions.every(isWholeAction) &&
  (macro.actions.length > 0 || Boolean(macro.body.en?.trim())) &&
  (Boolean(macro.body.en?.trim()) || !(macro.body.zh?.trim() || macro.body.es?.trim()));

export const ruleBody = (rule: Rule): RuleBody => ({
  name: rule.name,
  brand_id: rule.brand?.id ?? null,
  on: rule.on,
  idle_hours: rule.idle_hours,
  conditions: rule.conditions,
  actions: rule.actions,
  position: rule.position,
  enabled: rule.enabled,
});
export const macroBody = (macro: Macro): MacroBody => ({
  name: macro.name,
  brand_id: macro.brand?.id ?? null,
  body: macro.body ?? {},
  actions: macro.actions,
  conditions: macro.conditions,
  intents: macro.intents,
});
