import type { HandOverReason, RemedyKind, RemedyOffer } from '@recoup/contract';
import { promiseOf } from '../../money/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import { previewRequest, type Request, requestReturn } from '../../returns/index.ts';
import { giveFilesToOrder } from '../../uploads/index.ts';
import type { Look } from '../look-ups/look.ts';
import type { SeenOrder } from '../look-ups/orders.read.ts';
import { policySources, readsOf } from '../look-ups/remedies.ts';
import { type Asked, askedAs, bestOf, questionFor, type Way } from '../look-ups/the-question.ts';
import type { Slots } from '../talk.ts';
import { type Act, type Cannot, cannot, isCannot } from './act.ts';
import { buyerCtx } from './at.ts';
import { photosOf } from './photos.store.ts';
import type { KeptRequest } from './requests.ts';
import { actWords } from './words.ts';

type Give = Extract<KeptRequest, { kind: 'give_remedy' }>;

/** A way to put it right, as the buyer would choose it on the return pages: asked for, approved by policy in the same step. */
export const giveRemedy: Act<Give> = {
  consequential: true,

  async prepare(look, order) {
    const { slots } = look.of;
    const question = await questionFor(look, order, slots);
    if (!question) return cannot('cannot_do', { missing: 'item_or_problem' });
    const asked = await askedAs(look.at, question, slots);
    if (!asked) return cannot('cannot_do', { missing: 'goods' });
    const way = wayMeant(asked, slots);
    if (isCannot(way)) return way;
    if (!way.available) return cannot('cannot_do', { out_of_stock: way.kind });
    const photos = await photosOf(look.tx, look.ctx, look.at.sight, slots.photos ?? []);
    const ask: Request = {
      language: look.of.language,
      lines: question.lines.map((line, i) => ({
        ...line,
        reason: question.reason,
        remedy: way.kind,
        opened: slots.opened ?? true,
        ...choiceOf(way.kind, way.offers[i]!, slots),
        shown: asked.ways.map(({ kind }) => kind),
        file_ids: photos,
      })),
    };
    return { kind: 'give_remedy', ask };
  },

  async weigh(look, order, { ask }) {
    const kind = ask.lines[0]!.remedy;
    if (!look.at.settings.may_offer.includes(kind)) return cannot('policy_says_no', { not_offered: kind });
    const weighed = await weighAsk(look, order, ask);
    if (isCannot(weighed)) return weighed;
    const { review } = weighed;
    if (review.length > 0) return cannot('policy_asks', { review });
    const { what, amount, given, currency, told } = promiseOf(kind, weighed, ask, readsOf(look));
    const { language } = look.of;
    const question = await questionFor(look, order, {
      problem: ask.lines[0]!.reason,
      item: ask.lines.map((line) => ({ ...line, title: '', sku: '' })),
    });
    return {
      what,
      amount,
      given,
      currency,
      card: {
        kind: 'remedy',
        title: told.title,
        value: told.value,
        detail: told.detail,
        remedy: kind,
        photo_url: null,
        ...actWords[language].give_remedy,
      },
      variables: {
        'offer.title': told.title,
        'offer.amount': told.value,
        'offer.by': told.by,
        'offer.to': told.to,
      },
      sources: question ? await policySources(look, question) : [],
    };
  },

  async carryOut(ctx, orderId, { ask }) {
    // What came by mail belongs to no session; from here on it is evidence of the order.
    if (!ctx.chat)
      await giveFilesToOrder(
        ctx.tx,
        ctx,
        ask.lines.flatMap(({ file_ids }) => file_ids),
        orderId,
      );
    const made = await requestReturn(ctx, orderId, ask);
    return { return_id: made.id, return_code: made.code };
  },
};

/** The way the buyer chose, or asked for, or without either the one to be offered first. Policy's no and the brand's are told apart. */
function wayMeant({ ways, answer }: Asked, { offer, wanted }: Slots): Way | Cannot {
  const kind = offer ?? (wanted === 'return' ? 'refund' : wanted === 'cancel' ? undefined : wanted);
  const way = kind ? ways.find((one) => one.kind === kind) : bestOf(ways);
  if (way?.waits) return cannot('policy_asks', { waits: way.kind });
  if (way) return way;
  const granted = answer.lines.every(({ remedies }) =>
    remedies.some((one) => kind === undefined || one.offer.kind === kind),
  );
  return granted
    ? cannot('cannot_do', { not_offered: kind ?? null })
    : cannot('policy_says_no', { wanted: kind ?? null });
}

/** Parts and goods as the answer named them; the article that helps. Never an amount: a buyer names none. */
function choiceOf(kind: RemedyKind, offer: RemedyOffer, slots: Slots): Pick<Request['lines'][number], 'choice'> {
  const goods = offer.goods ?? [];
  if (kind === 'spare_part') {
    const offered = goods.map(({ id, quantity }) => ({ part_id: id, quantity }));
    const named = slots.part && !offered.some(({ part_id }) => part_id === slots.part?.part_id);
    const quantity = offered[0]?.quantity ?? 1;
    return { choice: { parts: named ? [{ part_id: slots.part!.part_id, quantity }] : offered } };
  }
  if (kind === 'exchange' && slots.variant) return { choice: { variant_id: slots.variant.variant_id } };
  if (kind === 'guidance' && offer.article) return { choice: { article_id: offer.article.id } };
  return {};
}

/** The verb's own preview of this very request; policy's no as the reason to hand over. */
export async function weighAsk(look: Look, order: SeenOrder, ask: Request) {
  try {
    return await previewRequest(buyerCtx(look.at, order.id), order.id, ask);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return cannot(whyRefused(error.code), { code: error.code, ...error.details });
  }
}

const REFUSED: Record<string, HandOverReason> = {
  'return.not_eligible': 'policy_says_no',
  'return.remedy_not_offered': 'policy_says_no',
  'return.evidence_missing': 'policy_asks',
};
export const whyRefused = (code: string): HandOverReason => REFUSED[code] ?? 'cannot_do';
