import { chat as api } from '@recoup/contract';
import { callerAddress } from '../../platform/caller-address.ts';
import { type App, serve } from '../../platform/http.ts';
import { sendForm } from './send-form.ts';

export function formRoutes(app: App): void {
  serve(app, api.form, (ctx, { params, body, req }) => sendForm(ctx, params.slug, body, callerAddress(req)));
}
