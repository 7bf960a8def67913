import { calls as api, buyerCalls as buyer } from '@recoup/contract';
import { knockOf } from '../../inbox/index.ts';
import { callerAddress } from '../../platform/caller-address.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { takeOneOf } from '../../uploads/index.ts';
import { takeCalls } from '../desks/take-calls.ts';
import { letIn } from '../seats/let-in.ts';
import { changeSettings, readSettings } from '../settings/change-settings.ts';
import { answerCall } from './answer-call.ts';
import { bringIn } from './bring-in.ts';
import { callFromChat, callRingingHere } from './call-from-chat.ts';
import { callFromOrder, offeredToOrder } from './call-from-order.ts';
import { callFromThread } from './call-from-thread.ts';
import { lockCall } from './calls.store.ts';
import { endCall } from './end-call.ts';
import { joinCall, leaveAsStaff } from './join-call.ts';
import { leaveCall, readMyCall } from './leave-call.ts';
import { passCall } from './pass-call.ts';
import { callDetail, readCall, readCalls, readCounts, readNow } from './read-calls.ts';
import { mayUpload, rateCall, readSaid, sayInCall } from './said-in-call.ts';
import { wishInstead } from './wish-instead.ts';
import { wrapUp } from './wrap-up.ts';

const ok = { ok: true } as const;

export function callRoutes(app: App): void {
  serve(app, api.list, (ctx, { query }) => readCalls(ctx, query));
  serve(app, api.counts, (ctx, { query }) => readCounts(ctx, query));
  serve(app, api.now, (ctx, { query }) => readNow(ctx, query.brand_id));
  serve(app, api.desk, (ctx, { body }) => takeCalls(ctx, body.takes_calls));
  serve(app, api.read, (ctx, { params }) => readCall(ctx, params.id));
  serve(app, api.start, (ctx, { params, body }) => callFromThread(ctx, params.id, body));
  serve(app, api.answer, (ctx, { params }) => answerCall(ctx, params.id));
  serve(app, api.pass, async (ctx, { params }) => {
    await passCall(ctx, params.id);
    return ok;
  });
  serve(app, api.end, (ctx, { params, body }) =>
    inWorkspace(ctx, async (tx) => {
      await endCall({ ...ctx, tx }, params.id, body.because);
      return callDetail(tx, ctx, params.id);
    }),
  );
  serve(app, api.join, (ctx, { params, body }) => joinCall(ctx, params.id, body.mode));
  serve(app, api.leave, async (ctx, { params }) => {
    await leaveAsStaff(ctx, params.id);
    return ok;
  });
  serve(app, api.bringIn, (ctx, { params, body }) => bringIn(ctx, params.id, body));
  serve(app, api.admit, (ctx, { params, body }) =>
    inWorkspace(ctx, async (tx) => {
      await letIn(tx, ctx, await lockCall(tx, ctx, params.id), body);
      return callDetail(tx, ctx, params.id);
    }),
  );
  serve(app, api.wrapUp, (ctx, { params, body }) => wrapUp(ctx, params.id, body));
  serve(app, api.settings, (ctx, { query }) => readSettings(ctx, query.brand_id));
  serve(app, api.changeSettings, (ctx, { query, body }) => changeSettings(ctx, query.brand_id, body));

  serve(app, buyer.fromChat, (ctx, { body, req }) => callFromChat(ctx, body, knockOf(req)));
  serve(app, buyer.ringing, (ctx, { req }) => callRingingHere(ctx, knockOf(req)));
  serve(app, buyer.fromOrder, (ctx, { body, req }) => callFromOrder(ctx, body, callerAddress(req)));
  serve(app, buyer.offered, (ctx, { query }) => offeredToOrder(ctx, query.origin));
  serve(app, buyer.read, (ctx) => readMyCall(ctx));
  serve(app, buyer.leave, (ctx, { body }) => leaveCall(ctx, body.because));
  serve(app, buyer.wish, (ctx, { body }) => wishInstead(ctx, body));
  serve(app, buyer.messages, (ctx, { query }) => readSaid(ctx, query.after));
  serve(app, buyer.say, (ctx, { body }) => sayInCall(ctx, body));
  serve(app, buyer.upload, async (ctx, { req }) => {
    await mayUpload(ctx);
    const { id, name, type, bytes, url, thumb_url } = await takeOneOf(ctx, req);
    return { id, name, type, bytes, url, thumb_url };
  });
  serve(app, buyer.csat, (ctx, { body }) => rateCall(ctx, body));
}
