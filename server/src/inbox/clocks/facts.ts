/** What clocks are reckoned from: the history of a conversation, in plain values, in the order in which we learned of it. */
import type { ChannelKind, Priority } from '@recoup/contract';

/** Who an answer comes from. `machine`: a rule, a survey, a holiday notice; it answers nothing. */
export type Answerer = 'person' | 'bot' | 'machine';

export type Fact = { at: Date } & (
  | { what: 'buyer_wrote' }
  /** A call that staff wrote down: the buyer had a person on the line. */
  | { what: 'called' }
  | { what: 'replied'; by: Answerer }
  | { what: 'noted' }
  | { what: 'snoozed' }
  | { what: 'woken' }
  /** The buyer has the next word. */
  | { what: 'waiting'; by: Answerer }
  | { what: 'resolved'; by: Answerer }
  | { what: 'reopened' }
  | { what: 'closed'; by: Answerer }
  | { what: 'spam'; spam: boolean }
  | { what: 'priority'; priority: Priority }
  | { what: 'tags'; tags: readonly string[] }
);

/** What a conversation is, as far as it decides which promise holds. */
export type Standing = {
  brand_id: string;
  channel: ChannelKind;
  /** The marketplace behind the channel, where it is one. */
  platform: string | null;
  has_return: boolean;
  priority: Priority;
  tags: readonly string[];
};
