/**
 * Which message a writer has before them. It is set when the first word is written; what the buyer writes meanwhile counts
 * as seen after it stood on the screen for a moment, what a colleague answers only once it was said to be read.
 */
import type { Message, ThreadItem } from '@recoup/contract';
import { useEffect, useState } from 'react';
import { cameSince, newestSaid } from './thread.ts';

const glance = 3000;

export function useBasis(items: readonly ThreadItem[], writing: boolean, myId: string) {
  const newest = newestSaid(items)?.id ?? null;
  const [basis, setBasis] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    if (!writing) setBasis(undefined);
    else setBasis((was) => (was === undefined ? newest : was));
  }, [writing, newest]);
  const since: Message[] =
    basis === undefined || basis === newest
      ? []
      : cameSince(items, basis).filter((each) => !(each.author.kind === 'staff' && each.author.id === myId));
  const onlyBuyer = since.every(({ direction }) => direction === 'in');
  useEffect(() => {
    if (basis === undefined || basis === newest || !onlyBuyer) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setBasis(newest);
    }, glance);
    return () => clearInterval(timer);
  }, [basis, newest, onlyBuyer]);
  return { seenId: basis === undefined ? newest : basis, since, read: () => setBasis(newest) };
}
