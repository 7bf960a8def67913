/**
 * A call in the browser, for buyers and staff alike. Knows no screen and no framework.
 *
 * At the tap, in parallel: `openMedia()` (the browser's permission question must come from the tap) and the request that makes
 * the call, and for buyers `warmLine()`, for staff who answer `makeReady()`. With its answer `openCall()`. A screen shows `call.state` and `call.media.state`; both are stores.
 *
 * What is heavy or not always needed stands apart and is best imported when it is wanted: `@recoup/rtc/codes` (bar codes),
 * `@recoup/rtc/recorder`, `@recoup/rtc/marks` (drawing), `@recoup/rtc/stills`, `@recoup/rtc/sound`, `@recoup/rtc/probe`.
 */
export { openCall } from './call.ts';
export { inApp, inAppOf } from './in-app.ts';
export { openMedia } from './media.ts';
export { makeReady } from './ready.ts';
export type * from './types.ts';
export { warmLine } from './warm.ts';
