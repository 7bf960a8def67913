import type { HandOver, RankedRemedy, RemedyKind } from '@recoup/contract';
import { askRemedies } from '../../money/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inSavepoint, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Matter } from '../talk.ts';
import { remedyWords } from './hand-over-words.ts';

/**
 * What would be the cheapest fair remedy for the problem that is handed over, with what offering it is expected to cost the
 * brand: for staff alone, from the same ranking they see. Null where nobody knows the goods or the problem.
 */
export async function suggestRemedy(tx: Tx, ctx: Ctx, matter: Matter | null): Promise<HandOver['suggested']> {
  const { order, item, problem, opened, quantity } = matter?.slots ?? {};
  if (!order || !item || item.length === 0 || !problem) return null;
  const lines = item.slice(0, 20).map((line) => ({
    order_line_id: line.order_line_id,
    quantity: item.length === 1 ? Math.min(quantity ?? 1, line.quantity) : 1,
    reason: problem,
    opened: opened ?? true,
  }));
  const answer = await inSavepoint(tx, () => askRemedies({ ...ctx, tx }, order.order_id, { lines })).catch(
    (error: unknown) => {
      if (error instanceof Refusal) return null; // returned meanwhile, or not theirs to return
      throw error;
    },
  );
  const best = bestOf(answer?.lines[0]?.remedies ?? [], refusedKinds(matter!));
  return best && { remedy: best.kind, title: titleOf(best), cost: best.cost };
}

/** The cheapest that can be done and was not refused. */
function bestOf(remedies: readonly RankedRemedy[], refused: ReadonlySet<RemedyKind>): RankedRemedy | null {
  const open = remedies.filter(({ kind, available }) => available && !refused.has(kind));
  return open.find(({ fix_first }) => fix_first) ?? open[0] ?? null;
}

function refusedKinds({ slots, acts, tried }: Matter): Set<RemedyKind> {
  const refused = new Set<RemedyKind>();
  if (tried.some(({ kind, outcome }) => kind === 'guide' && outcome !== 'worked')) refused.add('guidance');
  if (tried.some(({ kind, outcome }) => kind === 'part' && outcome === 'declined')) refused.add('spare_part');
  if (slots.offer && Object.values(acts).some(({ state }) => state === 'declined')) refused.add(slots.offer);
  return refused;
}

function titleOf({ kind, offer }: RankedRemedy): string {
  const words = remedyWords[kind].en;
  if (offer.article) return `${words}: ${offer.article.title}`;
  const goods = (offer.goods ?? []).map(({ title }) => title).join(', ');
  if (goods) return `${words}: ${goods}`;
  return offer.amount.amount > 0 ? `${words}: ${moneyInWords(offer.amount)}` : words;
}

/** As staff read it in a note. */
export function moneyInWords({ amount, currency }: { amount: number; currency: string }): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
