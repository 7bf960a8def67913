import { assistant as api } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { inviteAssistant, silenceAssistant } from './invite.ts';
import { readAssistant } from './read-assistant.ts';

export function turnRoutes(app: App): void {
  serve(app, api.ofConversation, (ctx, { params }) => readAssistant(ctx, params.id));
  serve(app, api.invite, (ctx, { params, body }) =>
    body.on ? inviteAssistant(ctx, params.id) : silenceAssistant(ctx, params.id),
  );
}
