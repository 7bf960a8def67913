/** What the counts come to. Pure; shares are of 10,000, null where there is nothing to divide by. */
import type { FlowKey, HandOverReason } from '@recoup/contract';
import type { Counted, EndedMatter } from './figures.store.ts';

export const share = (part: number, of: number): number | null => (of === 0 ? null : Math.round((part * 10_000) / of));

type Shares = {
  with_assistant: number;
  contained: number | null;
  deflected: number | null;
  one_touch_after: number | null;
};

/**
 * Contained: of the conversations the assistant spoke in that it is done with, those no person wrote in and that were handed to
 * nobody. Deflected: of those that began with the wish to return and are over, those with no goods coming back. One touch: of
 * those handed over and over, those one answer of a person ended.
 */
export function sharesOf(rows: readonly Counted[]): Shares {
  const spoke = rows.filter(({ turns }) => turns > 0);
  const byPeople = ({ person, handed }: Counted) => person || handed;
  const done = spoke.filter((one) => byPeople(one) || one.over || one.open_matters === 0);
  const returns = spoke.filter(({ first_flow, over }) => first_flow === 'return' && over);
  const handed = spoke.filter((one) => one.handed && one.over);
  return {
    with_assistant: spoke.length,
    contained: share(done.filter((one) => !byPeople(one)).length, done.length),
    deflected: share(returns.filter(({ goods_back }) => !goods_back).length, returns.length),
    one_touch_after: share(handed.filter(({ replies_after }) => replies_after === 1).length, handed.length),
  };
}

type ByFlow = { key: FlowKey; matters: number; settled: number; handed_over: number; left: number };
const sum = (rows: readonly { count: number }[]) => rows.reduce((total, { count }) => total + count, 0);

export function mattersByFlow(rows: readonly EndedMatter[]): ByFlow[] {
  const keys = [...new Set(rows.map(({ flow }) => flow))];
  return keys
    .map((key) => {
      const own = rows.filter(({ flow }) => flow === key);
      const ended = (...endings: EndedMatter['ending'][]) => sum(own.filter(({ ending }) => endings.includes(ending)));
      return {
        key,
        matters: sum(own),
        settled: ended('settled', 'answered'),
        handed_over: ended('handed_over'),
        left: ended('left'),
      };
    })
    .sort((a, b) => b.matters - a.matters || (a.key < b.key ? -1 : 1));
}

export function handedOver(rows: readonly EndedMatter[]): {
  by: { reason: HandOverReason; count: number }[];
  complete: number | null;
} {
  const handed = rows.filter(({ ending, because }) => ending === 'handed_over' && because !== null);
  const reasons = [...new Set(handed.map(({ because }) => because!))];
  return {
    by: reasons
      .map((reason) => ({ reason, count: sum(handed.filter(({ because }) => because === reason)) }))
      .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
    complete: share(sum(handed.filter(({ complete }) => complete === true)), sum(handed)),
  };
}
