/** A conversation as conditions look at it, at one moment: plain values, so that a condition is asked without a database. */
import type { ChannelKind, Condition, ConversationState, Priority } from '@recoup/contract';
import { type Hours, inBusiness } from '../clocks/business-time.ts';
import { standsIn } from '../search/stands.ts';

export type Case = {
  conversation_id: string;
  brand_id: string;
  channel: ChannelKind;
  language: string | null;
  priority: Priority;
  tags: readonly string[];
  state: ConversationState;
  subject: string;
  /** What the buyer wrote: the message at hand, else their last one. */
  text: string;
  has_files: boolean;
  has_order: boolean;
  has_return: boolean;
  /** How many conversations there are with this contact, this one with them. */
  contact_conversations: number;
  intent: string | null;
  at: Date;
};
/** Business hours by the calendar's id. */
export type Calendars = ReadonlyMap<string, Hours>;

/**
 * What of a case fulfils a condition, named as `text:refund` or `tag:vip`; null where it does not hold. A calendar that is
 * gone has no hours.
 */
export function fulfils(condition: Condition, at: Case, calendars: Calendars): string | null {
  const oneOf = <T extends string>(value: T | null, values: readonly T[]) =>
    value !== null && values.includes(value) ? `${condition.on}:${value}` : null;
  const equal = (value: boolean, wanted: boolean) => (value === wanted ? `${condition.on}:${value}` : null);
  const phrase = (text: string, phrases: readonly string[]) => {
    const found = phrases.find((one) => standsIn(text, one));
    return found === undefined ? null : `${condition.on}:${found}`;
  };
  switch (condition.on) {
    case 'channel':
      return oneOf(at.channel, condition.is);
    case 'brand':
      return oneOf(at.brand_id, condition.is);
    case 'language':
      return oneOf(at.language, condition.is);
    case 'priority':
      return oneOf(at.priority, condition.is);
    case 'tag':
      return oneOf(at.tags.find((tag) => condition.is.includes(tag)) ?? null, condition.is);
    case 'state':
      return oneOf(at.state, condition.is);
    case 'text':
      return phrase(at.text, condition.any_of);
    case 'subject':
      return phrase(at.subject, condition.any_of);
    case 'has_order':
      return equal(at.has_order, condition.is);
    case 'has_return':
      return equal(at.has_return, condition.is);
    case 'has_files':
      return equal(at.has_files, condition.is);
    case 'business_hours': {
      const hours = calendars.get(condition.calendar_id);
      return equal(hours !== undefined && inBusiness(hours, at.at), condition.is);
    }
    case 'contact_conversations':
      return at.contact_conversations >= condition.at_least ? `${condition.on}:${at.contact_conversations}` : null;
    case 'intent':
      return oneOf(at.intent, condition.is);
  }
}

/** Why all of the conditions hold, one reason each; null where one does not. No conditions hold always. */
export function reasons(conditions: readonly Condition[], at: Case, calendars: Calendars): string[] | null {
  const because: string[] = [];
  for (const condition of conditions) {
    const reason = fulfils(condition, at, calendars);
    if (reason === null) return null;
    because.push(reason);
  }
  return because;
}

/** The calendars that conditions ask for. */
export function calendarsOf(conditions: readonly Condition[]): string[] {
  return [...new Set(conditions.flatMap((one) => (one.on === 'business_hours' ? [one.calendar_id] : [])))];
}
