import { callOffers as api, buyerCallOffers, verdicts } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { answerOffer, offersToMe, readOffer } from './answer-offer.ts';
import { withdrawOffer } from './end-offer.ts';
import { listOffers, previewOffer, showOffer } from './show-offer.ts';
import { giveVerdictOnCall } from './verdict-on-call.ts';

export function offerRoutes(app: App): void {
  serve(app, api.list, (ctx, { params }) => listOffers(ctx, params.id));
  serve(app, api.preview, (ctx, { params, body }) => previewOffer(ctx, params.id, body));
  serve(app, api.show, (ctx, { params, body }) => showOffer(ctx, params.id, body));
  serve(app, api.withdraw, (ctx, { params }) => withdrawOffer(ctx, params.id, params.offer_id));
  serve(app, verdicts.giveOnCall, (ctx, { params, body }) => giveVerdictOnCall(ctx, params.id, body));

  serve(app, buyerCallOffers.list, (ctx) => offersToMe(ctx));
  serve(app, buyerCallOffers.read, (ctx, { params }) => readOffer(ctx, params.id));
  serve(app, buyerCallOffers.answer, (ctx, { params, body }) => answerOffer(ctx, params.id, body.answer));
}
