/** Whether the assistant may say something in a conversation now. Pure; asked again in the transaction that writes. */
import type { AssistantSettings, ChannelKind, HandOverReason } from '@recoup/contract';

export type Standing = {
  conversation: {
    holder: 'nobody' | 'staff' | 'assistant';
    state: 'open' | 'waiting' | 'resolved' | 'closed';
    spam: boolean;
    merged_into: string | null;
  };
  /** The contact is blocked: nothing is written to them. */
  blocked: boolean;
  /** A person took over; until somebody invites it back. */
  silent: boolean;
  /** A person of ours (or a program that writes for them) wrote since the buyer's last answered message. */
  staffWrote: boolean;
  /** Where it began, by which the brand says whether it answers; and where an answer would go. */
  began: ChannelKind;
  channel: ChannelKind;
  settings: Pick<AssistantSettings, 'answers'>;
  /** Messages it wrote here within an hour. */
  saidThisHour: number;
};

/**
 * More than a talk between people comes to. Two machines that answer each other would go on for ever: on a chat somebody taps
 * and types, elsewhere a few answers an hour are all a buyer reads.
 */
const MOST_AN_HOUR: Partial<Record<ChannelKind, number>> = { chat: 40 };
const MOST_ELSEWHERE = 6;

export type MayAnswer =
  | { answer: 'yes' }
  /** Somebody else answers, or nobody at all: nothing happens. */
  | { answer: 'no' }
  /** A person wrote without taking it: it becomes silent, and holds it no longer. */
  | { answer: 'goes_silent' }
  /** Nothing more is said by it: a person is needed. */
  | { answer: 'hands_over'; reason: HandOverReason };

export function mayAnswer(at: Standing): MayAnswer {
  const { conversation, settings, began, channel } = at;
  if (conversation.holder !== 'assistant' || conversation.merged_into !== null) return { answer: 'no' };
  if (conversation.spam || at.blocked || conversation.state === 'closed') return { answer: 'no' };
  if (at.silent || at.staffWrote) return { answer: 'goes_silent' };
  if (!writesOn(channel) || !mayHold(settings, began)) {
    return { answer: 'hands_over', reason: 'rule' };
  }
  if (at.saidThisHour >= (MOST_AN_HOUR[channel] ?? MOST_ELSEWHERE)) return { answer: 'hands_over', reason: 'rule' };
  return { answer: 'yes' };
}

/** May it talk at all in what began on this kind of channel? */
export const mayHold = (settings: Pick<AssistantSettings, 'answers'>, began: ChannelKind) =>
  writesOn(began) && (settings.answers[began] ?? 'never') !== 'never';

/** Nobody reads on the phone. */
const writesOn = (channel: ChannelKind) => channel !== 'phone';

/** Does it answer first what begins on this kind of channel now? `away`: nobody of the staff is there. */
export function answersFirst(
  settings: Pick<AssistantSettings, 'answers'>,
  channel: ChannelKind,
  away: () => Promise<boolean>,
): Promise<boolean> {
  const when = writesOn(channel) ? (settings.answers[channel] ?? 'never') : 'never';
  if (when === 'when_away') return away();
  return Promise.resolve(when === 'always');
}
