import type { AnswerOf, portalRemedies, RankedRemedy, RemedyQuestion } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { risksOf } from '../../returns/index.ts';
import { answerFor } from './ask-remedies.ts';

type Answer = AnswerOf<(typeof portalRemedies)['ask']>;
type Shown = Answer['lines'][number]['remedies'][number];

/**
 * A buyer asks from the link of their order, before choosing: what could put it right without sending it back, then every
 * way policy gives, with exact amounts and days. The plain return is never left out where policy allows it. It is the
 * same answer as the staff's, in its order, without one of the brand's costs. Writes nothing.
 *
 * Throws `order.line_not_found` for a line of another order too, `return.more_than_ordered`.
 */
export function askRemediesAsBuyer(
  ctx: Ctx & { buyer: { orderId: string } },
  question: RemedyQuestion,
): Promise<Answer> {
  return inWorkspace(ctx, async (tx) => {
    const { lines, considered, signals } = await answerFor(tx, ctx, ctx.buyer.orderId, { lines: question.lines });
    return {
      lines: lines.map((line) => {
        // As the request will decide: what policy, a limit or a sign sends to a person.
        const waits = ({ offer, second_person }: RankedRemedy) =>
          line.verdict.answer === 'ask' || second_person.length > 0 || risksOf(signals, [offer]).length > 0;
        const shown = (remedy: RankedRemedy): Shown => ({ ...shownOf(remedy), waits_for_person: waits(remedy) });
        const allowed = line.verdict.answer === 'no' ? [] : line.remedies;
        return {
          order_line_id: line.order_line_id,
          verdict: line.verdict,
          evidence_needed: line.evidence_needed,
          fix_first: allowed.filter(({ fix_first }) => fix_first).map(shown),
          remedies: allowed.map(shown),
          parts: line.parts.filter(({ mends }) => mends).map(({ price: _, ...part }) => part),
          exchange_for: line.exchange_for,
          guides: line.guides,
        };
      }),
      waits_for_person: considered.verdict.answer === 'ask',
    };
  });
}

/** Nothing of what it costs us: only what the buyer gets, and by when. */
function shownOf({ offer, available, notes }: RankedRemedy): Shown {
  return { offer, available, notes: notes.filter(({ rule }) => rule === 'stock') };
}
