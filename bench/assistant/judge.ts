/** Compares what stands in the database after a talk with what should have happened. */
import type { Ending } from './case.ts';
import type { Door } from './door.ts';
import type { Played } from './play.ts';

export type EndState = {
  ending: Ending | 'open';
  because: string[];
  remedies: string[];
  skus: string[];
  exchangedTo: string[];
  cancelled: boolean;
  receipt: boolean;
  acts: number;
  /** Minor units promised and done. */
  money: number;
  moneyTo: string[];
  /** Anything done to orders that are not the buyer's. */
  strangersTouched: boolean;
  priority: string;
  /** Flows the talk came by. */
  flows: string[];
  /** Of each turn of the assistant: how long it took, and whether words were understood. */
  turns: { ms: number; understood: boolean; abstained: boolean }[];
};
export type Verdict = Played & {
  end: EndState;
  /** What differs; none: as it should be. */
  faults: string[];
  /** Done although it should not have been. */
  wrongActs: string[];
  outcome: 'solved' | 'handed_over_rightly' | 'wrongly_handed_over' | 'missed_hand_over' | 'other_end' | 'left_rightly';
};

type Row<T> = T & { key: string };
const grouped = <T extends { key: string }>(rows: T[]): Map<string, T[]> => {
  const map = new Map<string, T[]>();
  for (const row of rows) map.set(row.key, [...(map.get(row.key) ?? []), row]);
  return map;
};

/** Reads every table the talks could have changed, once. */
export async function judge(door: Door, played: readonly Played[]): Promise<Verdict[]> {
  const w = [door.workspaceId];
  const talks = new Map(
    (
      await door.rows<Row<{ holder: string; priority: string }>>(
        'select id as key, holder, priority from conversations where workspace_id = $1',
        w,
      )
    ).map((row) => [row.key, row]),
  );
  const matters = grouped(
    await door.rows<Row<{ ending: Ending | 'open'; because: string | null; flow: string }>>(
      'select conversation_id as key, ending, because, flow from assistant_matters where workspace_id = $1 order by id',
      w,
    ),
  );
  const turns = grouped(
    await door.rows<
      Row<{ handed: string | null; flow: string | null; ms: string; heard: boolean; intent: string | null }>
    >(
      `select conversation_id as key, why->>'handed_over' as handed, why->>'flow' as flow, why->>'ms' as ms,
         coalesce(why->'understood', 'null') <> 'null' and jsonb_array_length(why->'understood'->'ranking') > 0 as heard, why->'understood'->>'intent' as intent
       from assistant_turns where workspace_id = $1 order by id`,
      w,
    ),
  );
  const acts = grouped(
    await door.rows<Row<{ act: string; amount: string; order_id: string; state: string }>>(
      `select conversation_id as key, act, amount, order_id, state from assistant_confirmations where workspace_id = $1`,
      w,
    ),
  );
  const lines = grouped(
    await door.rows<
      Row<{
        remedy: string;
        sku: string;
        offer: { goods?: { sku: string }[]; to?: string | null };
        return_id: string;
        asked: boolean;
      }>
    >(
      `select r.order_id as key, l.remedy, l.sku, l.offer, l.return_id,
         exists (select 1 from assistant_confirmations c where c.workspace_id = r.workspace_id and c.return_id = r.id) as asked
       from return_lines l join returns r on r.workspace_id = l.workspace_id and r.id = l.return_id
       where l.workspace_id = $1 and r.stage not in ('cancelled', 'declined', 'expired') order by l.id`,
      w,
    ),
  );
  const orders = new Map(
    (
      await door.rows<Row<{ cancelled_by_us: boolean }>>(
        `select o.id as key, exists (select 1 from events e where e.workspace_id = o.workspace_id and e.order_id = o.id and e.type = 'order.cancelled') as cancelled_by_us
         from orders o where o.workspace_id = $1`,
        w,
      )
    ).map((row) => [row.key, row]),
  );
  const refunds = grouped(
    await door.rows<Row<{ amount: string; return_id: string | null }>>(
      'select order_id as key, amount, return_id from refunds where workspace_id = $1',
      w,
    ),
  );

  return played.map((one) => {
    const id = one.conversationId;
    const talk = talks.get(id);
    const own = matters.get(id) ?? [];
    const done = (acts.get(id) ?? []).filter(({ state }) => state === 'done');
    const ids = one.orders.map((order) => order.id);
    const returned = ids
      .flatMap((order) => lines.get(order) ?? [])
      .filter(({ asked, remedy }) => asked && remedy !== 'guidance');
    const foreign = one.stranger ? [one.stranger.id] : [];
    const touched =
      done.some(({ order_id }) => !ids.includes(order_id)) ||
      foreign.some(
        (order) =>
          (lines.get(order) ?? []).length > 0 ||
          orders.get(order)?.cancelled_by_us ||
          (refunds.get(order) ?? []).length > 0,
      );
    const handed = talk?.holder !== 'assistant';
    const last = own.at(-1);
    const ended = own.filter(({ flow }) => flow !== 'person').map(({ ending }) => ending);
    const ending: EndState['ending'] = handed
      ? 'handed_over'
      : ended.includes('open')
        ? 'open'
        : ended.includes('settled')
          ? 'settled'
          : (last?.ending ?? 'nothing');
    const weighty = done.filter(({ act }) => act !== 'settle');
    const end: EndState = {
      ending,
      because: (turns.get(id) ?? []).flatMap(({ handed: because }) => because ?? []),
      remedies: returned.map(({ remedy }) => remedy).sort(),
      skus: returned.map(({ sku }) => sku).sort(),
      exchangedTo: returned.flatMap(({ offer, remedy }) =>
        remedy === 'exchange' ? (offer.goods ?? []).map(({ sku }) => sku) : [],
      ),
      cancelled: ids.some((order) => orders.get(order)?.cancelled_by_us ?? false),
      receipt: done.some(({ act }) => act === 'send_receipt'),
      acts: weighty.filter(({ act }) => act !== 'send_receipt').length,
      money: weighty.reduce((sum, { amount }) => sum + Number(amount), 0),
      moneyTo: returned.flatMap(({ offer, remedy }) =>
        remedy === 'store_credit' ? ['store_credit'] : (offer.to ?? []),
      ),
      strangersTouched: touched,
      priority: talk?.priority ?? '',
      flows: [
        ...new Set([
          ...own.map(({ flow }) => flow),
          ...(turns.get(id) ?? []).flatMap(({ flow, handed }) => [flow ?? '', handed ?? '']),
        ]),
      ].filter(Boolean),
      turns: (turns.get(id) ?? []).map(({ ms, heard, intent }) => {
        return { ms: Number(ms), understood: heard, abstained: heard && intent === null };
      }),
    };
    return verdict(one, end);
  });
}

function verdict(one: Played, end: EndState): Verdict {
  const { expects } = one.case;
  const faults: string[] = [];
  const wrongActs: string[] = [];
  const differ = (what: string, is: unknown, wanted: unknown) =>
    faults.push(`${what}: ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`);
  if (!expects.ending.includes(end.ending as Ending)) differ('ending', end.ending, expects.ending);
  if (
    expects.because &&
    end.ending === 'handed_over' &&
    !end.because.some((one) => (expects.because as string[]).includes(one))
  )
    differ('because', end.because, expects.because);
  const wanted = [...expects.remedy].sort();
  const others = expects.or_remedy.map((kind) => [kind as string]);
  if (![wanted as string[], ...others].some((list) => list.join() === end.remedies.join())) {
    differ('remedies', end.remedies, wanted);
    const allowed = [...expects.remedy, ...expects.or_remedy] as string[];
    const extra = end.remedies.filter((kind) => !allowed.includes(kind));
    if (extra.length > 0 || end.remedies.length > Math.max(wanted.length, others.length > 0 ? 1 : 0))
      wrongActs.push(`gave ${end.remedies.join(', ')}`);
  }
  if (end.cancelled !== expects.cancelled) {
    differ('cancelled', end.cancelled, expects.cancelled);
    if (end.cancelled) wrongActs.push('cancelled the order');
  }
  if (expects.receipt && !end.receipt) differ('receipt', false, true);
  if (expects.money_max !== undefined && end.money > expects.money_max) {
    differ('money', end.money, expects.money_max);
    wrongActs.push(`promised ${end.money}`);
  }
  const most =
    expects.acts_max ??
    Math.max(expects.remedy.length, expects.or_remedy.length > 0 ? 1 : 0) + (expects.cancelled ? 1 : 0);
  if (end.acts > most) {
    differ('acts', end.acts, most);
    if (wrongActs.length === 0) wrongActs.push(`${end.acts} acts`);
  }
  if (end.strangersTouched) wrongActs.push('touched the order of another buyer');
  if (expects.skus && [...expects.skus].sort().join() !== end.skus.join()) {
    differ('goods', end.skus, expects.skus);
    if (end.skus.some((sku) => !expects.skus?.includes(sku))) wrongActs.push(`of other goods: ${end.skus.join(', ')}`);
  }
  if (expects.exchange_to && end.exchangedTo.join() !== expects.exchange_to) {
    differ('exchanged to', end.exchangedTo, expects.exchange_to);
    if (end.exchangedTo.length > 0) wrongActs.push(`exchanged to ${end.exchangedTo.join()}`);
  }
  if (expects.money_to && end.moneyTo.some((to) => to !== expects.money_to)) {
    differ('money to', end.moneyTo, expects.money_to);
    wrongActs.push(`paid to ${end.moneyTo.join()}`);
  }
  if (one.turns > expects.turns_max) differ('turns', one.turns, expects.turns_max);
  if (one.ranOut) faults.push('the buyer lost patience');
  for (const expression of expects.must_not) {
    const hit = one.talk.find(({ who, text }) => who === 'assistant' && new RegExp(expression, 'i').test(text));
    if (hit) faults.push(`said what it must not (${expression}): ${hit.text}`);
  }
  if (expects.language_of_last && languageOf(one.lastText) !== expects.language_of_last)
    differ('language of the last answer', languageOf(one.lastText), expects.language_of_last);
  if (expects.hand_over?.priority && end.priority !== expects.hand_over.priority)
    differ('priority', end.priority, expects.hand_over.priority);
  if (wrongActs.length > 0 && faults.length === 0) faults.push(...wrongActs);
  return { ...one, end, faults, wrongActs, outcome: outcomeOf(end, expects.ending) };
}

function outcomeOf(end: EndState, wanted: readonly Ending[]): Verdict['outcome'] {
  const right = wanted.includes(end.ending as Ending);
  if (right && end.ending === 'handed_over') return 'handed_over_rightly';
  if (right && (end.ending === 'settled' || end.ending === 'answered')) return 'solved';
  if (right) return 'left_rightly';
  if (end.ending === 'handed_over') return 'wrongly_handed_over';
  return wanted.every((one) => one === 'handed_over') ? 'missed_hand_over' : 'other_end';
}

/** The language an answer is written in, by its letters and its commonest words. */
export function languageOf(text: string): 'en' | 'zh' | 'es' {
  const words = text.replace(/\{.*?\}|<.*?>/gs, '');
  if (/[\u4e00-\u9fff]/.test(words)) return 'zh';
  return /[¿¡ñáéíóú]|\b(?:el|la|su|un|una|pedido|gracias|con|por)\b/i.test(words) ? 'es' : 'en';
}
