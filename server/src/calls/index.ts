/** Live video with buyers: how a call comes about and ends, what is kept of it as evidence, who is found responsible, and what is settled on it. */
import type { Module } from '../platform/module.ts';
import { callRoutes } from './calls/calls.routes.ts';
import { clockJob, lateClocksJob } from './calls/clock.ts';
import { lineInThread } from './calls/line-in-thread.ts';
import { sweepStills } from './evidence/erase-call.ts';
import { evidenceRoutes } from './evidence/evidence.routes.ts';
import { settledTakesStills, stillsBecomeEvidence } from './evidence/stills-to-return.ts';
import { callLines, lineRoutes } from './lines/call-lines.ts';
import { partGoneJob, partsGoneJob } from './lines/come-and-go.ts';
import { linkRoutes } from './links/links.routes.ts';
import { qualityRoutes } from './quality/quality.routes.ts';
import { qualityReckoned } from './quality/reckon-quality.ts';
import { serveJob } from './queue/ring.ts';
import { sweepRecordings } from './recording/erase-recording.ts';
import { joinRecording } from './recording/join-recording.ts';
import { recordingRoutes } from './recording/recording.routes.ts';
import { recordingsEnd } from './recording/somebody-came.ts';
import { relayRoutes } from './relays/relays.routes.ts';
import { lapseOffersJob } from './settle/lapse-offers.ts';
import { offerRoutes } from './settle/offers.routes.ts';
import { sheetRoutes } from './sheets/sheets.routes.ts';
import { remindJob, timeAgreed, timeCalledOff } from './slots/tell-time.ts';
import { summaryRoutes } from './summary/summary.routes.ts';

export { deskSeen } from './desks/take-calls.ts';
export { stillsForClaims } from './evidence/stills-for-claims.ts';
export { callsForInbox } from './for-inbox.ts';

export const calls: Module = {
  name: 'calls',
  routes(app) {
    callRoutes(app);
    lineRoutes(app);
    linkRoutes(app);
    relayRoutes(app);
    qualityRoutes(app);
    evidenceRoutes(app);
    recordingRoutes(app);
    offerRoutes(app);
    sheetRoutes(app);
    summaryRoutes(app);
  },
  reactions: [
    lineInThread,
    stillsBecomeEvidence,
    settledTakesStills,
    recordingsEnd,
    timeAgreed,
    timeCalledOff,
    qualityReckoned,
  ],
  lines: callLines,
  jobs: [
    sweepStills,
    sweepRecordings,
    joinRecording,
    lapseOffersJob,
    clockJob,
    lateClocksJob,
    serveJob,
    partGoneJob,
    partsGoneJob,
    remindJob,
  ],
};
