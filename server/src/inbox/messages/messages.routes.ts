import { inbox as api } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { readMessage } from './messages.read.ts';
import { cancelMessage, retryMessage } from './schedule-message.ts';

export function messageRoutes(app: App): void {
  serve(app, api.cancelMessage, async (ctx, { params: { id } }) => {
    await cancelMessage(ctx, id);
    return inWorkspace(ctx, (tx) => readMessage(tx, ctx, id));
  });
  serve(app, api.retryMessage, async (ctx, { params: { id } }) => {
    await retryMessage(ctx, id);
    return inWorkspace(ctx, (tx) => readMessage(tx, ctx, id));
  });
}
