import { callLinks as links, callTimes as times } from '@recoup/contract';
import { knockOf } from '../../inbox/index.ts';
import { callerAddress } from '../../platform/caller-address.ts';
import { type App, serve } from '../../platform/http.ts';
import {
  agreeForCall,
  agreeForConversation,
  agreeFromSeat,
  agreeInChat,
  agreeOnOrder,
  callOffForStaff,
  callOffFromSeat,
  slotsForStaff,
  slotsFromSeat,
  slotsInChat,
  slotsOfOrder,
} from '../slots/agree-on.ts';
import { ICS_TYPE } from '../slots/ics.ts';
import { comeByLink, lookAtLink, readCalendar } from './come-by-link.ts';
import { inviteBuyer } from './invite-buyer.ts';
import { makeLink } from './make-link.ts';
import { readLinks, revokeLink } from './revoke-link.ts';

export function linkRoutes(app: App): void {
  serve(app, links.make, (ctx, { params, body }) => makeLink(ctx, params.id, body));
  serve(app, links.list, (ctx, { params }) => readLinks(ctx, params.id));
  serve(app, links.revoke, (ctx, { params }) => revokeLink(ctx, params.id, params.link_id));
  serve(app, links.invite, (ctx, { params, body }) => inviteBuyer(ctx, params.id, body));
  serve(app, links.look, (ctx, { params, req }) => lookAtLink(ctx, params.token, callerAddress(req)));
  serve(app, links.join, (ctx, { params, body, req }) => comeByLink(ctx, params.token, body, callerAddress(req)));
  serve(app, links.ics, async (ctx, { params, req }) => {
    const body = await readCalendar(ctx, params.token, callerAddress(req));
    return { body, type: ICS_TYPE, name: 'call.ics' };
  });

  serve(app, times.free, (ctx, { query }) => slotsForStaff(ctx, query));
  serve(app, times.agreeFor, (ctx, { params, body }) => agreeForConversation(ctx, params.id, body));
  serve(app, times.agreeCall, (ctx, { params, body }) => agreeForCall(ctx, params.id, body));
  serve(app, times.cancelFor, async (ctx, { params }) => {
    await callOffForStaff(ctx, params.id);
    return { ok: true } as const;
  });
  serve(app, times.fromChat, (ctx, { query, req }) => slotsInChat(ctx, query, knockOf(req)));
  serve(app, times.agreeInChat, (ctx, { body, req }) => agreeInChat(ctx, body, knockOf(req)));
  serve(app, times.fromOrder, (ctx, { query }) => slotsOfOrder(ctx, query));
  serve(app, times.agreeInPortal, (ctx, { body, req }) => agreeOnOrder(ctx, body, callerAddress(req)));
  serve(app, times.fromSeat, (ctx, { query }) => slotsFromSeat(ctx, query));
  serve(app, times.agreeFromSeat, (ctx, { body }) => agreeFromSeat(ctx, body));
  serve(app, times.cancelFromSeat, (ctx) => callOffFromSeat(ctx));
}
