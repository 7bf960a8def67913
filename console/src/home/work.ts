/** How waiting work is grouped and where it is opened. Pure. */
import type { Waiting } from '@recoup/contract';

export type Kind = Waiting['kind'];
/** In this order on the page: people first, then the dock, then money. */
export const kinds: readonly Kind[] = [
  'answer',
  'approve',
  'exchange',
  'acceptance',
  'blind_parcel',
  'receive',
  'inspect',
  'decide',
  'put_away',
  'send',
  'dispute',
  'second_person',
  'refund_failed',
  'charge',
  'refund',
];
export const homeDesks = ['mine', 'support', 'docks', 'money'] as const;
export const desks = {
  support: ['answer', 'approve', 'exchange'],
  docks: ['receive', 'blind_parcel', 'inspect', 'acceptance', 'decide', 'put_away', 'send'],
  money: ['refund', 'second_person', 'refund_failed', 'charge', 'dispute'],
} as const satisfies Record<string, readonly Kind[]>;

export function inOrder(waiting: readonly Waiting[], only: readonly Kind[] | null): Waiting[] {
  return kinds
    .filter((kind) => only === null || only.includes(kind))
    .flatMap((kind) => waiting.filter((one) => one.kind === kind));
}

/** The address where a waiting thing is dealt with. */
export function placeOf({ kind, subject, facts }: Waiting): string {
  switch (kind) {
    case 'receive':
      return `/stations/receive?code=${subject.code}`;
    case 'inspect':
      return `/stations/inspect?code=${subject.code}`;
    case 'decide':
      return `/stations/decide?code=${subject.code}`;
    case 'acceptance':
    case 'put_away':
      return `/units/${subject.id}`;
    case 'blind_parcel':
      return `/stations/receive?code=${subject.code}`;
    case 'second_person':
      return subject.kind === 'store_credit'
        ? `/money/credits?open=${subject.id}`
        : `/money/approvals?open=${subject.id}`;
    case 'dispute':
      return `/money/disputes/${subject.id}`;
    case 'charge':
      return `/money/charges?${facts.state === 'authorized' ? 'show=held&' : ''}charge=${subject.id}`;
    case 'refund':
    case 'refund_failed':
      return `/money?refund=${subject.id}`;
    case 'answer':
      return `/inbox/${subject.id}`;
    case 'send':
      // What is on the bench is finished on its page.
      return facts.waits_for ? `/outbound/${subject.id}` : `/stations/send?code=${subject.code}`;
    case 'approve':
    case 'exchange':
      return `/returns/${subject.id}`;
  }
}

export type Due = { id: string; at: number; late: boolean; soon: boolean; who: string };

/**
 * The clocks of the coming hours on one line, so that a clash is seen before it happens: the one that ran out last, then
 * the next seven.
 */
export function clocksAhead(waiting: readonly Waiting[], now: number, hours: number): Due[] {
  const due = waiting
    .flatMap((one) => (one.by ? [{ one, at: new Date(one.by).getTime() }] : []))
    .filter(({ at }) => at < now + hours * 3_600_000)
    .sort((a, b) => a.at - b.at)
    .map(({ one, at }) => ({
      id: one.subject.id,
      at,
      late: at < now,
      soon: at - now < 3_600_000,
      who: one.who ?? one.subject.code,
    }));
  return [...due.filter((one) => one.late).slice(-1), ...due.filter((one) => !one.late).slice(0, 7)];
}
