import type { BuyerLanguage, OfferBody, RemedyKind } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { findConversation } from '../../inbox/index.ts';
import { andOf, promiseOf, type RemedyPromise, readsIn } from '../../money/index.ts';
import { orderForReturn } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { previewRequest, type Request, type RequestPreview } from '../../returns/index.ts';
import type { Call } from '../calls/call.ts';
import { shownStills } from '../evidence/stills.store.ts';
import { approvedByAgent, figuresNotOffered, type Said, waitsFor } from './offer.ts';
import { offerWords } from './offer-words.ts';

/** Evidence of one line at most, as anywhere. */
const MOST_FILES = 12;

export type WeighedOffer = {
  ask: Request;
  promise: RemedyPromise;
  preview: RequestPreview;
  waits_for: ReturnType<typeof waitsFor>;
  /** The agent's own yes, where policy wanted a person: kept as the reason of the approval. */
  approve: string | null;
};

/** The request behind an offer, in the buyer's language, with the stills of its lines as evidence. Throws `call.other_buyer`, `call.still_not_found`. */
export async function askOf(tx: Tx, ctx: Ctx, call: Call, body: OfferBody, language: BuyerLanguage): Promise<Request> {
  const order = await orderForReturn(tx, ctx, body.order_id);
  const isTheirs = call.order_id === order.id || call.customer_id === null || call.customer_id === order.customer.id;
  if (order.brand_id !== call.brand_id || !isTheirs) throw new Refusal('call.other_buyer');
  const stills = (await shownStills(tx, ctx, call.id)).filter((still) => !still.removed_at && !still.erased_at);
  const missing = body.still_ids?.find((id) => !stills.some((still) => still.id === id));
  if (missing) throw new Refusal('call.still_not_found', { still: missing });
  const chosen = body.still_ids ? stills.filter(({ id }) => body.still_ids!.includes(id)) : stills;
  return {
    language,
    lines: body.lines.map((line) => ({
      ...line,
      remedy: body.remedy,
      file_ids: chosen
        .filter(({ order_line_id }) => order_line_id === null || order_line_id === line.order_line_id)
        .map(({ file_id }) => file_id)
        .slice(0, MOST_FILES),
    })),
    ...(body.outside ? { override_reason: body.outside } : {}),
  };
}

/**
 * What this very request would come to now, asked as whoever offers it: by policy, limits and stock, as the request itself is
 * weighed. Shared by showing an offer and by the buyer's yes to it. Throws what `requestReturn` throws.
 */
export async function weighAsk(
  tx: Tx,
  ctx: Ctx,
  call: Pick<Call, 'brand_id' | 'code'>,
  of: { order_id: string; remedy: RemedyKind; ask: Request; language: BuyerLanguage },
): Promise<WeighedOffer> {
  const preview = await previewRequest({ ...ctx, tx }, of.order_id, of.ask);
  const brand = await brandOf(tx, call.brand_id);
  const promise = promiseOf(of.remedy, preview, of.ask, readsIn(of.language, brand.timeZone, ctx.now));
  const waits_for = waitsFor(preview, ctx.actor);
  const approve = approvedByAgent(preview, waits_for) ? `${offerWords.en.settled} (${call.code})` : null;
  return { ask: of.ask, promise, preview, waits_for, approve };
}

/** What the buyer reads. Throws `offer.names_sums` where the agent's words promise figures the offer does not. */
export function saidOf({ promise, preview }: WeighedOffer, language: BuyerLanguage, say: string | undefined): Said {
  const { told } = promise;
  const offers = preview.lines.map(({ offer }) => offer);
  const [first] = offers;
  const back = offers.some(({ goods_back }) => goods_back)
    ? first?.freight_paid_by === 'buyer'
      ? 'paid'
      : 'free'
    : 'no';
  const usual = offerWords[language][first!.kind]({
    goods: andOf(language, [...new Set(offers.flatMap(({ goods }) => (goods ?? []).map(({ title }) => title)))]),
    sum: told.value,
    to: told.to,
    by: told.by,
    percent: told.value,
    back,
  });
  const said = { title: told.title, value: told.value, detail: told.detail };
  const figures = say ? figuresNotOffered(say, said, usual) : [];
  if (figures.length > 0) throw new Refusal('offer.names_sums', { figures });
  return { ...said, says: say ?? usual };
}

/** Of the call, else of its conversation, else the brand's first. */
export async function languageOfCall(tx: Tx, ctx: Ctx, call: Call): Promise<BuyerLanguage> {
  if (call.language) return call.language;
  const { language } = await findConversation(tx, ctx, call.conversation_id);
  const known = (['en', 'zh', 'es'] as const).find((one) => language?.startsWith(one));
  return known ?? ((await brandOf(tx, call.brand_id)).languages[0] as BuyerLanguage | undefined) ?? 'en';
}
