import { Readable } from 'node:stream';
import { callRecordings as api, buyerRecording as buyer } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { answerForMyself, askToRecord } from './ask-to-record.ts';
import { answerAsBuyer, readBuyerConsent } from './buyer-consent.ts';
import { eraseRecording } from './erase-recording.ts';
import { finishRecording } from './finish-recording.ts';
import { keepChunk } from './keep-chunk.ts';
import { recordingShown, viewRecording } from './show-recording.ts';
import { startRecording } from './start-recording.ts';
import { consentRules } from './state-rules.ts';
import { watchRecording } from './watch-recording.ts';

export function recordingRoutes(app: App): void {
  app.server.addContentTypeParser('application/octet-stream', (_req, payload, done) => done(null, payload));
  serve(app, api.view, (ctx, { params }) => viewRecording(ctx, params.id));
  serve(app, api.ask, async (ctx, { params, body }) => {
    await askToRecord(ctx, params.id, body.version);
    return viewRecording(ctx, params.id);
  });
  serve(app, api.answer, async (ctx, { params, body }) => {
    await answerForMyself(ctx, params.id, body);
    return viewRecording(ctx, params.id);
  });
  serve(app, api.start, async (ctx, { params, body }) => recordingShown(await startRecording(ctx, params.id, body)));
  serve(app, api.chunk, async (ctx, { params, query, req }) => {
    const sent = { n: params.n, sha256: query.sha256, from: new Date(query.from), to: new Date(query.to) };
    const body = req.body instanceof Readable ? req.body : undefined;
    const kept = await keepChunk(ctx, params.id, { ...sent, sent_at: new Date(query.sent_at) }, body);
    return { n: params.n, kept };
  });
  serve(app, api.finish, async (ctx, { params, body }) => {
    const { recording, wanted } = await finishRecording(ctx, params.id, body);
    return { ...recordingShown(recording), wanted };
  });
  serve(app, api.watch, (ctx, { params, body }) => watchRecording(ctx, params.id, body.to));
  serve(app, api.erase, async (ctx, { params, body }) =>
    recordingShown(await eraseRecording(ctx, params.id, body.because)),
  );
  serve(app, api.rules, async () => ({ rows: [...consentRules] }));
  serve(app, buyer.read, (ctx) => readBuyerConsent(ctx));
  serve(app, buyer.answer, (ctx, { body }) => answerAsBuyer(ctx, body));
}
