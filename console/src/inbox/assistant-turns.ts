/** Which of the assistant's messages a reason stands under, and which word of the buyer it answers. Pure. */
import type { Message, TurnWhy } from '@recoup/contract';

type Turn = { at: string; message_ids: readonly string[]; why: TurnWhy };
export type TurnShown = { why: TurnWhy; heardId: string | null };

/**
 * By message: the last one of each turn carries the turn's reason. What it answers is the buyer's last word before the
 * turn's first message.
 */
export function turnsByMessage(turns: readonly Turn[], messages: readonly Message[]): Map<string, TurnShown> {
  const found = new Map<string, TurnShown>();
  const place = new Map(messages.map(({ id }, at) => [id, at]));
  for (const { message_ids, why } of turns) {
    const own = message_ids.flatMap((id) => place.get(id) ?? []).sort((a, b) => a - b);
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) continue;
    const heard = messages.slice(0, first).findLast(({ direction, kind }) => direction === 'in' && kind === 'message');
    found.set(messages[last]!.id, { why, heardId: heard?.id ?? null });
  }
  return found;
}
