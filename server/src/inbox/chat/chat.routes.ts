import { chat as api } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { takeOneOf } from '../../uploads/index.ts';
import { beginSession } from './begin-session.ts';
import { knockOf } from './knock.ts';
import { leaveAddress } from './leave-address.ts';
import { mayUpload } from './may-upload.ts';
import { findChatOrder, readOrders } from './orders.ts';
import { markTalkRead, readTalk, readTalks } from './read-talks.ts';
import { say } from './say.ts';
import { sayHello } from './say-hello.ts';

const ok = { ok: true } as const;

export function chatRoutes(app: App): void {
  serve(app, api.hello, async (ctx, { params, query, req, reply }) => {
    const hello = await sayHello(ctx, params.key, { language: query.language, origin: req.headers.origin });
    reply.header('cache-control', 'public, max-age=60').header('vary', 'origin');
    return hello;
  });
  serve(app, api.session, (ctx, { params, body, req }) => beginSession(ctx, params.key, body, knockOf(req)));
  serve(app, api.conversations, (ctx, { req }) => readTalks(ctx, req.headers.origin));
  serve(app, api.messages, (ctx, { params, query, req }) => readTalk(ctx, params.id, query, req.headers.origin));
  serve(app, api.say, (ctx, { body, req }) => say(ctx, body, knockOf(req)));
  serve(app, api.upload, async (ctx, { req }) => {
    await mayUpload(ctx, knockOf(req));
    const { id, name, type, bytes, url, thumb_url } = await takeOneOf(ctx, req);
    return { id, name, type, bytes, url, thumb_url };
  });
  serve(app, api.seen, async (ctx, { params, body, req }) => {
    await markTalkRead(ctx, params.id, body.message_id, req.headers.origin);
    return ok;
  });
  serve(app, api.leaveAddress, async (ctx, { body, req }) => {
    await leaveAddress(ctx, body, knockOf(req));
    return ok;
  });
  serve(app, api.orders, (ctx, { req }) => readOrders(ctx, knockOf(req)));
  serve(app, api.findOrder, (ctx, { body, req }) => findChatOrder(ctx, body, knockOf(req)));
}
