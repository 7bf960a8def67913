import type { FlowStep, HandOverReason, LookUp, Spoken } from '@recoup/contract';
import type { DoneAct, Found, Heard, Matter, Say, TalkState, Turn } from '../talk.ts';
import { choicesFor } from './choices.ts';
import { fillSlots } from './keep-slots.ts';
import { actAnswered, changeMatter, endMatter, handOverAll, moveMatter, openMatter, tried } from './matters.ts';
import { type OwnWords, ownWords } from './own-words.ts';
import type { TurnOf } from './run-turn.ts';
import { variablesIn, wordsOf } from './said-words.ts';
import { intentChoices } from './take-answer.ts';
import type { Taken } from './taken.ts';
import { type Stop, walk } from './walk.ts';

/** Looks in one turn; and of one problem moves between flows and offers. A flow that needs more was made wrong. */
const MOST_ROUNDS = 120;
const MOST_MOVES = 4;
const MOST_OFFERS = 3;

const NOTHING_FOUND = { facts: {}, fills: {}, cards: [], choices: [] };

/** A turn while it is being told. Kept in one place, as each part adds to what the next one sees. */
export class Telling {
  state: TalkState;
  private readonly of: TurnOf;
  private readonly says: Say[] = [];
  private readonly path: Turn['path'] = [];
  private readonly everFound: Found[] = [];
  private readonly ended: Matter[] = [];
  private found = new Map<LookUp, Found>();
  private handed: Turn['hand_over'] = null;
  private act: Turn['act'] = null;
  private extra: Record<string, string> = {};

  constructor(of: TurnOf) {
    this.of = of;
    this.state = of.state;
  }

  told(): Turn {
    const tokens = { ...this.state.tokens, code: null };
    const visited = [...new Set([...this.state.visited, ...this.path.map(({ flow, step }) => `${flow}/${step}`)])];
    const says = this.says.filter(({ text, card }) => text || card);
    const path = this.path.filter(
      (one, at) => this.path.findIndex((p) => p.flow === one.flow && p.step === one.step) === at,
    );
    const state = { ...this.state, tokens, visited };
    return {
      state,
      says,
      path,
      found: this.everFound,
      ended: this.ended,
      hand_over: this.handed,
      act: this.act,
    };
  }

  /** Said once, before the first answer. */
  greet(): void {
    const { greeting } = this.of.settings;
    if (this.state.greeted) return;
    this.state = { ...this.state, greeted: true };
    if (greeting) this.say(null, greeting[this.state.language]);
  }

  async take(so: Taken, heard: Heard): Promise<void> {
    const before = new Set(this.of.state.matters.filter(({ ending }) => ending === 'open').map(({ id }) => id));
    this.ended.push(...so.state.matters.filter(({ id, ending }) => ending !== 'open' && before.has(id)));
    if (so.deed?.kind === 'answer') await this.answer(so.deed.confirmation_id, so.deed.yes);
    if (so.deed?.kind === 'prove' && !(await this.prove(so.deed.code))) return;
    if (so.hand_over) {
      await this.handOver(
        so.hand_over,
        so.hand_over === 'disputes' ? 'not_on_offer' : so.hand_over === 'upset' ? 'sorry' : null,
      );
      return;
    }
    for (const words of so.words)
      if (!(words === 'hello' && this.says.length > 0 && heard.text === '')) this.sayOwn(words);
    if (so.rests) this.restingChoices();
    else await this.read();
  }

  /** What was meant is asked with the flows to tap. */
  private restingChoices(): void {
    const { pending, language } = this.state;
    const last = this.says.at(-1);
    if (pending?.kind === 'intent' && last) last.choices = intentChoices(pending.flows, language);
  }

  private async answer(confirmationId: string, yes: boolean): Promise<void> {
    const came = await this.of.world.answer(confirmationId, yes, this.state.language);
    const matter = openMatter(this.state);
    const act = Object.values(matter?.acts ?? {}).find((one) => one.confirmation_id === confirmationId)?.act;
    this.state = actAnswered(this.state, confirmationId, came);
    Object.assign(this.extra, came.variables);
    if (act) this.act = { kind: act, state: came.state };
    if (came.state === 'expired') this.sayOwn('offer_lapsed');
    if (came.card) this.says.push({ step: null, text: '', choices: [], card: came.card });
  }

  /** Whether the talk goes on. */
  private async prove(code: string): Promise<boolean> {
    const { pending } = this.state;
    const came = await this.of.world.prove(code);
    if (came !== 'wrong') {
      this.state = { ...this.state, pending: null };
      return true;
    }
    if (pending?.kind === 'code' && pending.tries >= 2) {
      await this.handOver('not_proved', null);
      return false;
    }
    if (pending?.kind === 'code') this.state = { ...this.state, pending: { ...pending, tries: pending.tries + 1 } };
    this.sayOwn('code_wrong');
    return false;
  }

  /** Reads on, matter after matter, until something is asked or all is said. */
  async read(): Promise<void> {
    let moves = 0;
    let offers = 0;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const matter = openMatter(this.state);
      const flow = matter && this.of.flows.get(matter.flow);
      if (!matter) return this.askLightly();
      if (!flow) return this.handOver('fault', null);
      const walked = walk(flow, matter, this.found);
      const { stop } = walked;
      if (stop.kind === 'look_up') {
        await this.lookUp(matter, stop.look_up);
        continue;
      }
      this.path.push(...walked.path.map((step) => ({ flow: flow.key, step })));
      for (const { step, under } of walked.says) this.sayStep(matter, step, under);
      if (stop.kind === 'goes_to') {
        moves += 1;
        if (moves > MOST_MOVES) return this.handOver('fault', null);
        this.state = changeMatter(this.state, moveMatter(openMatter(this.state) ?? matter, stop.flow));
        continue;
      }
      if (stop.kind === 'end') {
        this.end(matter, stop.ends);
        moves = 0;
        offers = 0;
        continue;
      }
      if (stop.kind === 'offer') {
        offers += 1;
        if (offers > MOST_OFFERS) return this.handOver('fault', null);
        if (await this.offer(stop.step, walked.under)) continue;
        return;
      }
      if (stop.kind === 'hand_over') return this.handOver(exactly(stop.because, matter), null, stop.step);
      if (stop.kind === 'fault') return this.handOver('fault', null);
      return this.ask(stop, walked.under);
    }
    return this.handOver('fault', null);
  }

  private async lookUp(matter: Matter, key: LookUp): Promise<void> {
    const { tokens, language } = this.state;
    const text = [matter.slots.question, matter.text].filter(Boolean).join('\n') || this.of.heard?.text || '';
    const found = withoutFailed(
      await this.of.world.lookUp(key, { slots: matter.slots, tokens, language, text }),
      matter,
    );
    this.found.set(key, found);
    this.everFound.push(found);
    const slots = fillSlots(matter.slots, found);
    if (key === 'order' && found.facts['order.known'] !== true) delete slots.order;
    this.state = changeMatter(this.state, { ...matter, slots: withWish(slots, found) });
    if (key === 'order' && slots.order) {
      const { order_numbers: _, emails: __, postal_codes: ___, ...others } = tokens;
      this.state = { ...this.state, tokens: { ...others, order_numbers: [], emails: [], postal_codes: [] } };
    }
  }

  /** Whether the reading goes on behind it. */
  private async offer(step: FlowStep, under: string): Promise<boolean> {
    const matter = openMatter(this.state);
    const act = step.act;
    if (!matter || !act) return false;
    const { pending } = this.state;
    if (pending?.kind === 'code' && pending.step === step.id && this.of.heard) {
      this.sayOwn('code_again', { 'code.to': pending.to });
      return false;
    }
    const slots = step.remedy ? { ...matter.slots, offer: step.remedy } : matter.slots;
    const offered = await this.of.world.offer(act, { slots, language: this.state.language });
    if (offered.kind === 'needs_code') {
      this.state = { ...this.state, pending: { kind: 'code', step: step.id, to: offered.to, tries: 0 } };
      this.sayOwn('code_sent', { 'code.to': offered.to });
      return false;
    }
    if (offered.kind === 'cannot') {
      const refused = { confirmation_id: '', act, state: 'refused' as const, under, because: offered.because };
      this.state = changeMatter(this.state, {
        ...matter,
        acts: { ...withoutStep(matter.acts, step.id), [step.id]: refused },
      });
      this.act = { kind: act, state: 'refused' };
      if (step.ends) this.say(step.id, this.words(step.say) ?? '');
      return true;
    }
    const { confirmation_id, card, variables } = offered;
    const atOnce = card.state === 'done' || card.state === 'refused' ? card.state : null;
    const record: DoneAct = {
      confirmation_id,
      act,
      state: atOnce ?? 'offered',
      under,
      chosen: act === 'give_remedy' && !step.remedy,
      variables,
    };
    if (act === 'give_remedy' && slots.offer) record.remedy = slots.offer;
    this.everFound.push({ ...NOTHING_FOUND, look_up: 'remedies', variables, sources: offered.sources });
    Object.assign(this.extra, variables);
    this.state = {
      ...changeMatter(this.state, { ...matter, acts: { ...withoutStep(matter.acts, step.id), [step.id]: record } }),
      pending: atOnce ? null : { kind: 'confirm', step: step.id, confirmation_id, tries: 0 },
    };
    this.act = { kind: act, state: record.state };
    this.say(step.id, this.words(step.say) ?? '', atOnce ? null : card);
    return atOnce !== null;
  }

  private ask(stop: Stop & { kind: 'ask' | 'choose' | 'waits' }, under: string): void {
    const matter = openMatter(this.state);
    const { step } = stop;
    if (!matter) return;
    const before = this.state.pending;
    const same = before && before.kind !== 'intent' && before.step === step.id ? before : null;
    const forSlot = stop.kind === 'ask' && before?.kind === 'slot' && before.slot === stop.slot;
    const tries = same || forSlot ? (before?.tries ?? 0) : 0;
    if (stop.kind === 'waits') {
      this.state = {
        ...this.state,
        pending: { kind: 'confirm', step: step.id, confirmation_id: stop.done.confirmation_id, tries },
      };
      this.sayOwn('yes_or_no');
      return;
    }
    const choices = choicesFor(step, this.found, this.state.language);
    const words = (same ? this.words(step.say_again) : null) ?? this.words(step.say);
    this.state = {
      ...this.state,
      pending:
        stop.kind === 'ask'
          ? { kind: 'slot', step: step.id, slot: stop.slot, tries, choices }
          : { kind: 'choice', step: step.id, values: choices.map(({ value }) => value), tries, choices, under },
    };
    const card = step.shows && !same ? (this.cardsOf(step)[0] ?? null) : null;
    if (card) this.remember(matter, step, 'unanswered');
    this.say(step.id, words ?? ownWords.tell_more[this.state.language], card, choices);
  }

  private sayStep(matter: Matter, step: FlowStep, under: string): void {
    const now = openMatter(this.state) ?? matter;
    this.state = changeMatter(this.state, { ...now, said: { ...now.said, [step.id]: under } });
    const text = this.words(step.say);
    const cards = this.cardsOf(step);
    if (text !== null || cards.length > 0) this.say(step.id, text ?? '', cards[0] ?? null);
    for (const card of cards.slice(1)) this.say(step.id, '', card);
    if (cards.length > 0) this.remember(now, step, 'unanswered');
  }

  private cardsOf({ shows }: FlowStep): Found['cards'] {
    if (!shows) return [];
    if (shows !== 'return') return this.found.get(shows)?.cards ?? [];
    const cards = [...(this.found.get('refunds')?.cards ?? []), ...(this.found.get('order')?.cards ?? [])];
    return cards.filter(({ kind }) => kind === 'return').slice(0, 1);
  }

  /** What was shown counts as tried. */
  private remember(matter: Matter, { shows }: FlowStep, outcome: 'unanswered'): void {
    if (shows !== 'guide' && shows !== 'article' && shows !== 'tracking') return;
    const now = openMatter(this.state) ?? matter;
    const title = this.cardsOf({ shows } as FlowStep)[0]?.title ?? shows;
    this.state = changeMatter(this.state, tried(now, { kind: shows, title, outcome }));
  }

  private end(matter: Matter, ending: 'settled' | 'answered'): void {
    this.state = endMatter(this.state, matter.id, ending);
    this.ended.push(...this.state.matters.filter(({ id }) => id === matter.id));
    this.found = new Map();
    this.extra = {};
    const next = openMatter(this.state);
    if (next) this.sayOwn(this.of.state.visited.some((step) => step.startsWith(`${next.flow}/`)) ? 'back_to' : 'next');
  }

  /** After the last problem; behind the words that ended it. */
  private askLightly(): void {
    const last = this.says.at(-1);
    const ended = this.ended.some(({ ending }) => ending === 'settled' || ending === 'answered');
    if (!ended || !last) return;
    const more = ownWords.anything_else[this.state.language];
    last.text = last.text ? `${last.text}${this.state.language === 'zh' ? '' : ' '}${more}` : more;
  }

  /** The flow's last words or the assistant's own, and when people are there where they are not. */
  async handOver(reason: HandOverReason, own: OwnWords | null, step: FlowStep | null = null): Promise<void> {
    const { matters, current } = this.state;
    const asked = current === null ? null : (matters[current] ?? null);
    const told = matters.filter(({ ending, flow }) => ending === 'open' && flow !== 'person').at(-1) ?? null;
    const about = asked && asked.flow !== 'person' ? asked : (told ?? asked);
    const words = own ?? (reason === 'safety' || reason === 'legal' ? reason : 'to_person');
    const said = step && this.words(step.say);
    if (said) this.say(step?.id ?? null, said);
    else this.sayOwn(words);
    if (!step?.say || !variablesIn(step.say.en).some((name) => name.startsWith('people.'))) await this.sayWhen();
    const open = matters.filter(({ ending }) => ending === 'open').map(({ id }) => id);
    this.state = handOverAll(this.state, reason);
    this.ended.push(...this.state.matters.filter(({ id }) => open.includes(id)));
    this.handed = { reason, matter: this.state.matters.find(({ id }) => id === about?.id) ?? null };
    this.state = { ...this.state, current: null };
  }

  private async sayWhen(): Promise<void> {
    const { tokens, language } = this.state;
    const people =
      this.found.get('people') ?? (await this.of.world.lookUp('people', { slots: {}, tokens, language, text: '' }));
    if (people.facts['people.here'] !== false) return;
    this.sayOwn('away', people.variables);
  }

  private words(spoken: Spoken | undefined): string | null {
    if (!spoken) return null;
    const matter = openMatter(this.state);
    const acts = Object.values(matter?.acts ?? {}).map(({ variables }) => variables ?? {});
    // Once it is sent, no look-up finds the part for this any more; what was agreed on is known.
    const part = matter?.slots.part ? { 'part.title': matter.slots.part.title } : {};
    const variables = Object.assign(
      {},
      part,
      ...[...this.found.values()].map((one) => one.variables),
      ...acts,
      this.extra,
    );
    return wordsOf(spoken, this.state.language, variables);
  }

  private sayOwn(words: OwnWords, variables: Record<string, string> = {}): void {
    this.say(null, wordsOf(ownWords[words], this.state.language, variables) ?? '');
  }

  private say(step: string | null, text: string, card: Say['card'] = null, choices: Say['choices'] = []): void {
    this.says.push({ step, text, choices, card });
  }
}

/** Where an act was refused, that is why, not only that it could not be done. */
function exactly(because: HandOverReason, { acts }: Matter): HandOverReason {
  const refused = Object.values(acts).findLast(({ state }) => state === 'refused')?.because;
  return because === 'cannot_do' && refused ? refused : because;
}

/** A guide that did not help is not offered again. */
function withoutFailed(found: Found, { tried: before }: Matter): Found {
  const titles = found.cards.map(({ title }) => title);
  const failed = before.some(({ title, outcome }) => outcome === 'failed' && titles.includes(title));
  if (found.look_up === 'guide' && failed) return { ...found, facts: { 'guide.found': false }, cards: [] };
  const guided = before.some(({ kind, outcome }) => (kind === 'guide' || kind === 'article') && outcome !== 'worked');
  if (found.look_up !== 'remedies' || !guided) return found;
  return { ...found, choices: found.choices.filter(({ value }) => value !== 'guidance') };
}

const withoutStep = (acts: Matter['acts'], step: string): Matter['acts'] =>
  Object.fromEntries(Object.entries(acts).filter(([id]) => id !== step));

/**
 * A way the buyer asked for by name is taken as chosen, where it is among those there are; money back is chosen from the list.
 * One that is not among them is no choice, whoever said it.
 */
function withWish(slots: Matter['slots'], { look_up, facts }: Found): Matter['slots'] {
  if (look_up !== 'remedies') return slots;
  const { offer, ...others } = slots;
  const { wanted } = slots;
  const isOffered = (kind: string) => facts[`remedies.offers_${kind}`] === true;
  if (offer) return isOffered(offer) ? slots : others;
  if (!wanted || wanted === 'refund' || wanted === 'return' || wanted === 'cancel') return slots;
  return isOffered(wanted) ? { ...slots, offer: wanted } : slots;
}
