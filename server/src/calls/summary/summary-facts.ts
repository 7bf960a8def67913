import type { BuyerLanguage, GivenVerdict } from '@recoup/contract';
import { brandOf, staffName } from '../../accounts/index.ts';
import { readsIn, remedyTold } from '../../money/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { readVerdicts, trackingPage } from '../../returns/index.ts';
import type { Call } from '../calls/call.ts';
import { loadCall } from '../calls/calls.read.ts';
import { shownName } from '../calls/shown-name.ts';
import type { Offer } from '../settle/offer.ts';
import { besideOffer, offersOf } from '../settle/offers.store.ts';
import type { SummaryFacts } from './summary-words.ts';

/** What happened on a call, as what is told after it rests on it. */
export async function summaryFacts(tx: Tx, ctx: Ctx, call: Call, language: BuyerLanguage): Promise<SummaryFacts> {
  const row = await loadCall(tx, ctx, call.id);
  const agent = call.staff_id ? await staffName(tx, call.staff_id) : null;
  const { rows } = await readVerdicts(tx, ctx, { call_id: call.id, limit: 1, all: false });
  const offers = await offersOf(tx, ctx, call.id);
  const done = offers.find(({ state }) => state === 'done');
  const [verdict] = rows as [GivenVerdict?];
  const seconds = call.answered_at && call.ended_at ? (call.ended_at.getTime() - call.answered_at.getTime()) / 1000 : 0;
  return {
    code: call.code,
    buyer: row?.buyer_name ?? '',
    agent: agent === null ? null : { shown: shownName(agent), whole: agent },
    goods: row?.goods?.title ?? null,
    order_number: row?.goods?.order_number ?? null,
    minutes: Math.max(1, Math.round(seconds / 60)),
    stills: row?.stills ?? 0,
    verdict: verdict ? { verdict: verdict.verdict, defect: verdict.defect } : null,
    agreed: done ? await agreedOn(tx, ctx, call, done, language) : null,
    offers: offers.length,
  };
}

async function agreedOn(
  tx: Tx,
  ctx: Ctx,
  call: Call,
  offer: Offer,
  language: BuyerLanguage,
): Promise<SummaryFacts['agreed']> {
  const { slug, timeZone } = await brandOf(tx, call.brand_id);
  const { return_code } = await besideOffer(tx, ctx, offer);
  const lines = offer.promised.what as { offer: Parameters<typeof remedyTold>[1][number] }[];
  const swap = offer.request.ask.lines.some(({ choice }) => choice?.variant_id !== undefined);
  const told = (of: BuyerLanguage) =>
    remedyTold(
      offer.request.remedy,
      lines.map((line) => line.offer),
      { ...readsIn(of, timeZone, offer.made_at), swap },
    );
  return {
    titles: { en: told('en').title, zh: told('zh').title, es: told('es').title },
    detail: told(language).detail,
    code: return_code ?? '',
    waits: offer.promised.waits_for.length > 0,
    url: offer.return_id
      ? trackingPage(ctx, slug, { brand_id: offer.brand_id, order_id: offer.order_id, return_id: offer.return_id })
      : null,
  };
}
