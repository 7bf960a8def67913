import { inboxSetup as api } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { changeChannel, newSecret } from './change-channel.ts';
import { channelAnswer } from './channel-answer.ts';
import { listChannels } from './channels.store.ts';
import { openNewChannel } from './open-channel.ts';
import { tryChannel } from './try-channel.ts';

export function channelRoutes(app: App): void {
  serve(app, api.channels, (ctx) =>
    inWorkspace(ctx, async (tx) => ({
      rows: (await listChannels(tx, ctx)).map((row) => channelAnswer(ctx, row)),
    })),
  );
  serve(app, api.addChannel, (ctx, { body }) => openNewChannel(ctx, body));
  serve(app, api.changeChannel, (ctx, { params: { id }, body }) => changeChannel(ctx, id, body));
  serve(app, api.newSecret, (ctx, { params: { id } }) => newSecret(ctx, id));
  serve(app, api.tryChannel, (ctx, { params: { id } }) => tryChannel(ctx, id));
}
