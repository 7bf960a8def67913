/**
 * The clocks of a conversation, reckoned from its history: what starts, stops, pauses and resets each is written out in
 * docs/inbox.md. Pure: the same facts give the same clocks, however often and by whomever they are reckoned.
 */
import type { ClockKind } from '@recoup/contract';
import { addBusiness, businessBetween } from './business-time.ts';
import type { Answerer, Fact, Standing } from './facts.ts';
import type { Term } from './promises.ts';

export type ClockState = 'running' | 'paused' | 'met' | 'breached' | 'breached_then_met';
export type Clock = {
  kind: ClockKind;
  policy_id: string | null;
  policy: string;
  started_at: Date;
  state: ClockState;
  /** Its end; where it pauses unbroken, null. */
  due_at: Date | null;
  /** What is left while it pauses, in seconds of the hours it counts. */
  left_seconds: number | null;
  /** When it counts as running out, while it runs. */
  warn_at: Date | null;
  met_at: Date | null;
};

/** One promise on its way. `ran` are the stretches it ran and then paused; `since` is set while it runs. */
type Running = {
  term: Term;
  started_at: Date;
  ran: [Date, Date][];
  since: Date | null;
  /** The end it missed. */
  missed: Date | null;
  ended: Date | null;
  /** Ended in a way that counts for nothing. */
  dropped: boolean;
};

/** A promise whose end never comes, as where the hours are empty. */
const NEVER = new Date(8.64e15);

const spent = ({ term, ran }: Running): number =>
  ran.reduce(
    (sum, [from, to]) => sum + (term.hours ? businessBetween(term.hours, from, to) : to.getTime() - from.getTime()),
    0,
  );

function after(clock: Running, ms: number): Date {
  const left = Math.max(0, ms - spent(clock));
  const since = clock.since!;
  if (!clock.term.hours) return new Date(since.getTime() + left);
  return addBusiness(clock.term.hours, since, left) ?? NEVER;
}
const endOf = (clock: Running) => after(clock, clock.term.ms);

/**
 * The clocks as they stand at `now`, oldest first. `termsAt` says which promises hold for a conversation that stands like
 * that; `at` is how it stood at the beginning, and priorities and tags change with the facts. A promise that is made
 * stricter or milder on the way is held to the new one while it runs; one that was broken stays broken.
 */
export function reckon(
  termsAt: (at: Standing) => readonly Term[],
  at: Standing,
  facts: readonly Fact[],
  now: Date,
): Clock[] {
  const walk = new Walk(termsAt, at);
  for (const fact of facts) if (fact.at <= now) walk.take(fact);
  return walk.clocks(now);
}

class Walk {
  readonly #termsAt: (at: Standing) => readonly Term[];
  #at: Standing;
  #terms: readonly Term[];
  readonly #all: Running[] = [];
  #snoozed = false;
  #waiting = false;
  #settled = false;
  #spam = false;
  /** When the buyer first wrote. */
  #asked: Date | null = null;
  /** The oldest message without an answer: of a person, of anybody, and as the platform sees it. */
  readonly #open: Record<'person' | 'anybody' | 'platform', Date | null> = {
    person: null,
    anybody: null,
    platform: null,
  };
  /** Who has answered since the buyer first wrote. */
  #answered = { person: false, bot: false };

  constructor(termsAt: (at: Standing) => readonly Term[], at: Standing) {
    this.#termsAt = termsAt;
    this.#at = at;
    this.#terms = termsAt(at);
  }

  take(fact: Fact): void {
    const { at } = fact;
    for (const clock of this.#going()) {
      if (clock.since && !clock.missed && endOf(clock) < at) clock.missed = endOf(clock);
    }
    this.#happen(fact, at);
    for (const clock of this.#going()) pauseOrRun(clock, at, this.#pauses(clock.term));
  }

  #happen(fact: Fact, at: Date): void {
    switch (fact.what) {
      case 'buyer_wrote':
        this.#awake();
        if (this.#settled) this.#reopen(at);
        this.#asked ??= at;
        this.#open.person ??= at;
        this.#open.anybody ??= at;
        this.#open.platform ??= at;
        this.#startWhatIsAsked();
        break;
      case 'called':
        this.#asked ??= at;
        this.#startWhatIsAsked();
        this.#answer(at, 'person');
        break;
      case 'replied':
        if (fact.by !== 'machine') this.#snoozed = false;
        this.#answer(at, fact.by);
        break;
      case 'snoozed':
        this.#snoozed = true;
        break;
      case 'woken':
        this.#awake();
        break;
      case 'waiting':
        this.#snoozed = false;
        this.#waiting = true;
        if (fact.by === 'person') this.#setAside(at);
        break;
      case 'resolved':
      case 'closed':
        this.#settle(at, fact.by, fact.what === 'closed');
        break;
      case 'reopened':
        this.#awake();
        this.#reopen(at);
        break;
      case 'spam':
        this.#spam = fact.spam;
        if (fact.spam) for (const clock of this.#going()) drop(clock, at);
        else this.#startWhatIsAsked();
        break;
      case 'priority':
        this.#stand({ ...this.#at, priority: fact.priority }, at);
        break;
      case 'tags':
        this.#stand({ ...this.#at, tags: fact.tags }, at);
        break;
      case 'noted':
        break;
    }
  }

  clocks(now: Date): Clock[] {
    return this.#all.filter((clock) => !clock.dropped).map((clock) => shown(clock, now));
  }

  #going(): Running[] {
    return this.#all.filter((clock) => !clock.ended);
  }
  #term(kind: ClockKind): Term | undefined {
    return this.#terms.find((term) => term.kind === kind);
  }
  #awake(): void {
    this.#snoozed = false;
    this.#waiting = false;
  }
  #pauses(term: Term): boolean {
    return (this.#snoozed && term.pause_while_snoozed) || (this.#waiting && term.pause_while_waiting);
  }

  /** Starts the clocks of what the buyer waits for, where they do not run: a new message, or a promise that only now holds. */
  #startWhatIsAsked(): void {
    if (this.#spam || !this.#asked) return;
    const first = this.#term('first_reply');
    const next = this.#term('next_reply');
    if (first && !this.#hasAnswer(first)) this.#startFor(first);
    else if (next && this.#hasAnswer(first ?? next)) this.#startFor(next);
    const platform = this.#term('platform');
    if (platform) this.#startFor(platform);
    const resolution = this.#term('resolution');
    const had = this.#all.some(({ term, dropped }) => term.kind === 'resolution' && !dropped);
    if (resolution && !had && !this.#settled) this.#start(resolution, this.#asked);
  }
  #startFor(term: Term): void {
    const since = this.#open[term.kind === 'platform' ? 'platform' : term.bot_counts ? 'anybody' : 'person'];
    if (since) this.#start(term, since);
  }
  #start(term: Term, at: Date): void {
    if (this.#going().some((clock) => clock.term.kind === term.kind)) return;
    const fresh = { term, started_at: at, ran: [], since: at, missed: null, ended: null, dropped: false };
    // A clock is known by its kind and start: one that was taken away begins again, one that ended is not begun twice.
    const same = this.#all.find(
      (clock) => clock.term.kind === term.kind && clock.started_at.getTime() === at.getTime(),
    );
    if (!same) this.#all.push(fresh);
    else if (same.dropped) Object.assign(same, fresh);
  }

  #hasAnswer(term: Term): boolean {
    return this.#answered.person || (term.bot_counts && this.#answered.bot);
  }

  /** An answer of ours ends the wait for one, where the clock counts who gave it. What nobody asked yet is not answered. */
  #answer(at: Date, by: Answerer): void {
    for (const clock of this.#going()) if (clock.term.kind !== 'resolution' && counts(clock.term, by)) end(clock, at);
    if (by === 'machine' || !this.#asked) return;
    this.#answered[by] = true;
    this.#open.anybody = null;
    if (by !== 'person') return;
    this.#open.person = null;
    this.#open.platform = null;
  }

  /** A person says that no answer is needed: to the brand's own promises that is one; each platform has its own view. */
  #setAside(at: Date, closed = false): void {
    for (const clock of this.#going()) {
      const { kind, set_aside } = clock.term;
      if (kind === 'resolution') continue;
      if (set_aside === 'kept') end(clock, at);
      else if (set_aside === 'dropped' || closed) drop(clock, at);
      if (clock.ended && kind === 'platform') this.#open.platform = null;
    }
    if (this.#asked) this.#answered.person = true;
    this.#nothingOpen();
  }

  #nothingOpen(): void {
    this.#open.person = null;
    this.#open.anybody = null;
  }

  #settle(at: Date, by: Answerer, closed: boolean): void {
    const already = this.#settled;
    this.#settled = true;
    this.#awake();
    if (by === 'person') this.#setAside(at, closed);
    for (const clock of this.#going()) {
      const { kind } = clock.term;
      if (kind === 'resolution') {
        if (already) continue;
        if (counts(clock.term, by)) end(clock, at);
        else drop(clock, at);
      } else if (by !== 'person' && (kind !== 'platform' || closed)) {
        if (counts(clock.term, by)) end(clock, at);
        else drop(clock, at);
      }
    }
    this.#nothingOpen();
    if (closed) this.#open.platform = null;
  }

  /** Not settled after all. The resolution runs on where it stood, or anew; so do first replies where the promise says so. */
  #reopen(at: Date): void {
    if (!this.#settled) return;
    this.#settled = false;
    if (this.#term('first_reply')?.reset_on_reopen) this.#answered = { person: false, bot: false };
    const term = this.#term('resolution');
    const last = this.#all.findLast((clock) => clock.term.kind === 'resolution');
    if (this.#spam || !last || !term) return;
    if (term.reset_on_reopen) this.#start(term, at);
    else Object.assign(last, { ended: null, dropped: false, since: later(at, last.ran.at(-1)?.[1]) });
  }

  /** Another promise may hold from here on; what runs is held to it. Where none holds any more, it is taken away. */
  #stand(next: Standing, at: Date): void {
    this.#at = next;
    this.#terms = this.#termsAt(next);
    for (const clock of this.#going()) {
      const term = this.#term(clock.term.kind);
      if (clock.missed) continue;
      if (term) clock.term = term;
      else drop(clock, at);
    }
    this.#startWhatIsAsked();
  }
}

function pauseOrRun(clock: Running, at: Date, pauses: boolean): void {
  if (pauses && clock.since) {
    if (at > clock.since) clock.ran.push([clock.since, at]);
    clock.since = null;
  } else if (!pauses && !clock.since) clock.since = at;
}

/** Takes a clock away that counts for nothing. One that was missed stays: it was broken before. */
function drop(clock: Running, at: Date): void {
  end(clock, at);
  clock.dropped = clock.missed === null;
}

const later = (at: Date, other: Date | undefined): Date => (other && other > at ? other : at);

function counts(term: Term, by: Answerer): boolean {
  return by === 'person' || (by === 'bot' && term.bot_counts);
}

function end(clock: Running, at: Date): void {
  if (clock.since && at > clock.since) clock.ran.push([clock.since, at]);
  clock.since = null;
  clock.ended = at;
}

function shown(clock: Running, now: Date): Clock {
  const { term, started_at, ended, missed } = clock;
  const head = { kind: term.kind, policy_id: term.policy_id, policy: term.policy, started_at, left_seconds: null };
  if (missed) {
    const state = ended ? 'breached_then_met' : 'breached';
    return { ...head, state, due_at: missed, warn_at: null, met_at: ended };
  }
  if (ended) return { ...head, state: 'met', due_at: endBefore(clock), warn_at: null, met_at: ended };
  if (!clock.since) {
    const left = Math.max(0, term.ms - spent(clock));
    return {
      ...head,
      state: 'paused',
      due_at: null,
      left_seconds: Math.floor(left / 1000),
      warn_at: null,
      met_at: null,
    };
  }
  const due = endOf(clock);
  if (due <= now) return { ...head, state: 'breached', due_at: due, warn_at: null, met_at: null };
  if (due === NEVER) return { ...head, state: 'running', due_at: null, warn_at: null, met_at: null };
  return { ...head, state: 'running', due_at: due, warn_at: after(clock, term.ms - term.warn_ms), met_at: null };
}

/** When a kept promise would have run out: counted on from the beginning of its last stretch. */
function endBefore(clock: Running): Date | null {
  const { ended, ran, started_at } = clock;
  const [from, to] = ran.at(-1) ?? [started_at, started_at];
  // Ended while it paused: the end it would have had, had it run on from then.
  const paused = ended !== null && to < ended;
  const due = endOf(paused ? { ...clock, since: ended } : { ...clock, ran: ran.slice(0, -1), since: from });
  return due === NEVER ? null : due;
}
