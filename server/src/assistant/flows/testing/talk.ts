/** Talks in tests: what a buyer says, as it would be understood, in a shop of plain values. */
import type {
  AssistantSettings,
  BuyerLanguage,
  ChatCard,
  ChatChoice,
  Flow,
  FlowAct,
  LookUp,
  RemedyKind,
  Understood,
} from '@recoup/contract';
import {
  type ActState,
  type Found,
  type Heard,
  noTokens,
  type Slots,
  type TalkState,
  type Tokens,
  type Turn,
  type World,
} from '../../talk.ts';
import { shippedFlows } from '../default-flows/index.ts';
import { actAnswered } from '../matters.ts';
import { runTurn, startTalk } from '../run-turn.ts';

export const settings: AssistantSettings = {
  answers: { chat: 'always' },
  name: 'Lumi, automatic',
  languages: ['en', 'zh', 'es'],
  tone: 'warm',
  greeting: null,
  may_offer: ['refund', 'replacement', 'spare_part', 'keep_it', 'exchange', 'guidance'],
  proof: 'order',
  hand_over: { after_failures: 2, words: [], above: null, team_id: null },
  caps: { acts_per_conversation: 5, acts_per_day: 100, amount_per_day: 1_000_00 },
  model: {
    on: false,
    kind: 'openai_compatible',
    base_url: null,
    name: null,
    key_set: false,
    timeout_ms: 5000,
    budget_per_month: null,
    price_in: 0,
    price_out: 0,
    spent_this_month: 0,
    words: false,
    understands: false,
    copilot: false,
  },
};

/** How a message is understood: the intent, and whatever else the test says it names. */
export function heard(
  text: string,
  intent: string | null = null,
  more: Partial<Omit<Heard, 'understood' | 'tokens'>> & { confidence?: number; tokens?: Partial<Tokens> } & Partial<
      Pick<Understood, 'alarm' | 'severity' | 'sentiment' | 'ranking'>
    > = {},
): Heard {
  const {
    confidence = intent ? 0.9 : 0.1,
    tokens,
    alarm = null,
    severity = 'none',
    sentiment = 0,
    ranking,
    ...rest
  } = more;
  return {
    message_ids: ['m'],
    text,
    language: 'en',
    choice: null,
    file_ids: [],
    understood: understood({ intent, confidence, alarm, severity, sentiment, ranking: ranking ?? [] }),
    also: [],
    slots: {},
    tokens: { ...noTokens(), ...tokens },
    yes: null,
    corrects: false,
    ...rest,
  };
}
export function understood(of: Partial<Understood>): Understood {
  return {
    intent: null,
    confidence: 0.9,
    ranking: [],
    because: [],
    language: 'en',
    slots: [],
    sentiment: 0,
    severity: 'none',
    urgent: false,
    alarm: null,
    by: 'offline',
    ...of,
  };
}
export const tap = (choice: string): Heard => heard(choice, null, { choice });
export const yes = (text = 'yes'): Heard => heard(text, 'yes', { yes: true });
export const no = (text = 'no'): Heard => heard(text, 'no', { yes: false });

export const card = (kind: ChatCard['kind'], title: string, state: ChatCard['state'] = 'plain'): ChatCard => ({
  id: title,
  kind,
  state,
  title,
  value: null,
  detail: null,
  photo_url: null,
  url: null,
  remedy: null,
  yes: null,
  no: null,
  expires_at: null,
});

export type Shop = {
  /** Orders this session has proved. */
  orders: { order_id: string; number: string; lines: { id: string; title: string }[] }[];
  /** What proves an order that is not in sight yet. */
  proves: Record<string, string>;
  order: Record<string, string | number | boolean | null>;
  guide: string | null;
  parts: { id: string; title: string; in_stock: boolean }[];
  variants: { id: string; title: string }[];
  remedies: { kind: RemedyKind; title: string }[];
  waits: boolean;
  evidence: boolean;
  tracking: string;
  refunds: 'none' | 'owed' | 'sent' | 'failed';
  warranty: boolean;
  article: string | null;
  cancellation: string;
  here: boolean;
  window: boolean;
  code: string | null;
  /** Acts that are refused. */
  cannot: Partial<Record<FlowAct, 'over_cap' | 'policy_says_no'>>;
};
export const shop: Shop = {
  orders: [{ order_id: 'o1', number: '#20455', lines: [{ id: 'l1', title: 'Halo lamp' }] }],
  proves: {},
  order: { shipped: true, delivered: true, cancelled: false, above: false, has_return: false, days: 6 },
  guide: 'Set the lamp to the right Wi-Fi',
  parts: [
    { id: 'p1', title: 'Screw set', in_stock: true },
    { id: 'p2', title: 'Remote', in_stock: true },
  ],
  variants: [
    { id: 'v1', title: 'Blue' },
    { id: 'v2', title: 'White' },
  ],
  remedies: [
    { kind: 'keep_it', title: 'Keep it, $24.00 back' },
    { kind: 'replacement', title: 'A new one' },
    { kind: 'exchange', title: 'Another one' },
    { kind: 'refund', title: 'Send it back, $79.00 back' },
  ],
  waits: false,
  evidence: false,
  tracking: 'moving',
  refunds: 'none',
  warranty: true,
  article: 'Hold the button until it blinks.',
  cancellation: 'possible',
  here: true,
  window: true,
  code: null,
  cannot: {},
};

const MONEY = '$24.00';

/** A shop that answers as the look-ups of the product do, and remembers what was asked of it. */
export class TestWorld implements World {
  readonly now = new Date('2026-11-17T19:20:00Z');
  readonly shop: Shop;
  readonly offered: { act: FlowAct; slots: Slots }[] = [];
  readonly answers: { id: string; yes: boolean }[] = [];
  proved = false;
  constructor(shop: Shop) {
    this.shop = shop;
  }

  async lookUp(key: LookUp, { slots, tokens, text }: { slots: Slots; tokens: Tokens; text: string }): Promise<Found> {
    const made = this[key]({ slots, tokens, text });
    return {
      look_up: key,
      facts: Object.fromEntries(Object.entries(made.facts).map(([name, value]) => [`${key}.${name}`, value])),
      variables: Object.fromEntries(
        Object.entries(made.variables ?? {}).map(([name, value]) => [
          name.includes('.') ? name : `${key}.${name}`,
          value,
        ]),
      ),
      sources: [],
      fills: made.fills ?? {},
      cards: made.cards ?? [],
      choices: made.choices ?? [],
    };
  }

  async offer(act: FlowAct, { slots }: { slots: Slots }) {
    this.offered.push({ act, slots });
    const because = this.shop.cannot[act];
    if (because) return { kind: 'cannot' as const, because, facts: {} };
    if (this.shop.code && !this.proved) return { kind: 'needs_code' as const, to: 'l…@example.com' };
    const id = `c${this.offered.length}`;
    const shown = card(act === 'cancel_order' ? 'cancel' : 'remedy', id, act === 'settle' ? 'done' : 'open');
    const variables = { 'offer.title': slots.offer ?? act, 'offer.amount': MONEY };
    return { kind: 'offered' as const, confirmation_id: id, card: shown, variables, sources: [] };
  }

  async answer(id: string, yes: boolean) {
    this.answers.push({ id, yes });
    return { state: (yes ? 'done' : 'declined') as ActState, variables: {}, card: null, because: null };
  }

  async prove(code: string) {
    this.proved = code === this.shop.code;
    return this.proved ? ('proved' as const) : ('wrong' as const);
  }

  private order({ slots, tokens }: Asked): Made {
    const proof = tokens.postal_codes[0] ?? tokens.emails[0];
    const { orders, proves } = this.shop;
    const named = tokens.order_numbers[0];
    const inSight = orders.filter(
      ({ number }) => !(number in proves) || (proof !== undefined && proves[number] === proof),
    );
    const found =
      inSight.find(({ order_id }) => order_id === slots.order?.order_id) ??
      inSight.find(({ number }) => number === named) ??
      (inSight.length === 1 && named === undefined ? inSight[0] : undefined);
    if (!found) {
      const several = inSight.length > 0;
      const wrong = named !== undefined && proof !== undefined;
      return {
        facts: { known: false, several, wrong, locked: false, needs: several ? 'nothing' : named ? 'proof' : 'number' },
        choices: inSight.map(({ order_id, number }) => ({ value: order_id, words: number })),
      };
    }
    const lines = found.lines.map(({ id, title }) => ({ value: id, words: title }));
    const item = found.lines.map(({ id, title }) => ({ order_line_id: id, title, sku: id, quantity: 1 }));
    return {
      facts: {
        known: true,
        several: inSight.length > 1,
        needs: 'nothing',
        wrong: false,
        locked: false,
        returnable_lines: lines.length,
        ...this.shop.order,
      },
      variables: { number: found.number, title: found.lines[0]?.title ?? '' },
      fills: { order: { order_id: found.order_id, number: found.number }, ...(lines.length === 1 ? { item } : {}) },
      choices: lines.length > 1 ? lines : [],
    };
  }
  private tracking(_: Asked): Made {
    const on = (name: string) => this.shop.tracking === name;
    return {
      facts: {
        known: true,
        delivered: on('delivered'),
        moving: on('moving'),
        late: on('late'),
        lost: on('lost'),
        not_shipped: on('not_shipped'),
      },
      variables: { last: 'left Reno on Mon Nov 16' },
      cards: [card('tracking', 'UPS 1Z')],
    };
  }
  private window(_: Asked): Made {
    return {
      facts: { inside: this.shop.window, outside: !this.shop.window },
      variables: { until: 'Sat Dec 12', freight: '$5.95' },
    };
  }
  private guide(_: Asked): Made {
    const { guide } = this.shop;
    return guide
      ? { facts: { found: true }, variables: { title: guide, minutes: '2' }, cards: [card('guide', guide)] }
      : { facts: { found: false } };
  }
  private part({ slots, text }: Asked): Made {
    const { parts } = this.shop;
    const meant =
      parts.find(({ id }) => id === slots.part?.part_id) ??
      parts.find(({ title }) => text.toLowerCase().includes(title.toLowerCase()));
    return {
      facts: {
        found: parts.length > 0,
        known_which: meant !== undefined,
        in_stock: meant ? meant.in_stock : parts.some((one) => one.in_stock),
      },
      variables: meant ? { title: meant.title } : {},
      fills: meant ? { part: { part_id: meant.id, title: meant.title } } : {},
      choices: meant ? [] : parts.map(({ id, title }) => ({ value: id, words: title })),
    };
  }
  private variants({ slots, text }: Asked): Made {
    const { variants } = this.shop;
    const meant =
      variants.find(({ id }) => id === slots.variant?.variant_id) ??
      variants.find(({ title }) => text.toLowerCase().includes(title.toLowerCase()));
    return {
      facts: { any: variants.length > 0, known_which: meant !== undefined },
      fills: meant ? { variant: { variant_id: meant.id, title: meant.title } } : {},
      choices: variants.map(({ id, title }) => ({ value: id, words: title })),
    };
  }
  private remedies({ slots }: Asked): Made {
    const { remedies, waits, evidence } = this.shop;
    const known = slots.order && slots.item && slots.problem ? remedies : [];
    return {
      facts: {
        any: known.length > 0,
        fix_first: false,
        waits_person: waits,
        evidence_needed: evidence && !slots.photos?.length,
        best: known[0]?.kind ?? null,
        ...Object.fromEntries(remedies.map(({ kind }) => [`offers_${kind}`, known.length > 0])),
      },
      variables: { list: known.map(({ title }) => title).join(', ') },
      choices: known.map(({ kind, title }) => ({ value: kind, words: title })),
    };
  }
  private refunds(_: Asked): Made {
    const { refunds } = this.shop;
    const facts = {
      any: refunds !== 'none',
      sent: refunds === 'sent',
      owed: refunds === 'owed',
      failed: refunds === 'failed',
    };
    return { facts, variables: { amount: MONEY, on: 'Mon Nov 16', to: 'Visa 6140', arrives_by: 'Mon Nov 23' } };
  }
  private warranty(_: Asked): Made {
    return {
      facts: { inside: this.shop.warranty, outside: !this.shop.warranty },
      variables: { until: 'Nov 17, 2027' },
    };
  }
  private article(_: Asked): Made {
    const { article } = this.shop;
    return article
      ? {
          facts: { found: true, sure: true },
          variables: { title: 'Lamp', answer: article },
          cards: [card('guide', 'Lamp')],
        }
      : { facts: { found: false, sure: false } };
  }
  private cancellation(_: Asked): Made {
    const on = (name: string) => this.shop.cancellation === name;
    return {
      facts: {
        possible: on('possible'),
        too_late: on('too_late'),
        shipped: on('shipped'),
        already: on('already'),
        asks_person: on('asks_person'),
      },
      variables: { amount: '$79.00', to: 'Visa 6140' },
    };
  }
  private people(_: Asked): Made {
    return { facts: { here: this.shop.here, hours: true }, variables: { back: 'tomorrow at 9:00 AM', hours: '9–5' } };
  }
}
type Asked = { slots: Slots; tokens: Tokens; text: string };
type Made = {
  facts: Record<string, string | number | boolean | null>;
  variables?: Record<string, string>;
  fills?: Slots;
  cards?: ChatCard[];
  choices?: ChatChoice[];
};

/** A buyer and the assistant; each line said is one turn. */
export class TestTalk {
  state: TalkState;
  last: Turn | null = null;
  readonly world: TestWorld;
  private readonly flows: ReadonlyMap<Flow['key'], Flow>;
  private readonly settings: AssistantSettings;

  constructor(
    of: {
      shop?: Partial<Shop>;
      language?: BuyerLanguage;
      settings?: Partial<AssistantSettings>;
      flows?: ReadonlyMap<Flow['key'], Flow>;
    } = {},
  ) {
    this.world = new TestWorld({ ...shop, ...of.shop });
    this.state = startTalk(of.language ?? 'en');
    this.settings = { ...settings, ...of.settings };
    this.flows = of.flows ?? shippedFlows;
  }

  async hears(said: Heard | null): Promise<Turn> {
    const turn = await runTurn({
      flows: this.flows,
      state: this.state,
      heard: said,
      world: this.world,
      settings: this.settings,
    });
    this.state = JSON.parse(JSON.stringify(turn.state)) as TalkState;
    this.last = turn;
    return turn;
  }

  /** The buyer taps yes or no on the card that is open. */
  async tapsCard(state: ActState): Promise<Turn> {
    const { pending } = this.state;
    if (pending?.kind === 'confirm') this.state = actAnswered(this.state, pending.confirmation_id, { state });
    return this.hears(null);
  }

  /** All lines in order; what the last one came to. */
  async through(...lines: (Heard | 'card:yes' | 'card:no')[]): Promise<Turn> {
    for (const one of lines) {
      if (one === 'card:yes') await this.tapsCard('done');
      else if (one === 'card:no') await this.tapsCard('declined');
      else await this.hears(one);
    }
    if (!this.last) throw new Error('nothing was said');
    return this.last;
  }

  get said(): string {
    return (this.last?.says ?? []).map(({ text }) => text).join('\n');
  }
  get asked(): string {
    const { pending } = this.state;
    if (!pending) return 'nothing';
    return pending.kind === 'slot'
      ? pending.slot
      : pending.kind === 'intent'
        ? 'intent'
        : `${pending.kind} ${pending.step}`;
  }
}
