/** What the page of these tests can do: everything a screen can. */
import { io } from 'socket.io-client';
import * as rtc from '../index.ts';
import { KNOWN_CALL } from './known.ts';

declare global {
  interface Window {
    rtc: typeof rtc;
    call: rtc.Call;
    media: rtc.Media;
    /** `buyer:1`, `agent:2`: buyers come by a line of their own, staff by the one their screen has. */
    join(as: string, wants?: Partial<Parameters<typeof rtc.openMedia>[0]>): void;
  }
}
window.rtc = rtc;
window.join = (as, wants = {}) => {
  const isBuyer = as.startsWith('buyer');
  window.media = rtc.openMedia({ camera: isBuyer ? 'environment' : 'user', microphone: true, ...wants });
  window.call = rtc.openCall({
    callId: KNOWN_CALL,
    line: isBuyer
      ? { kind: 'seat', server: '', token: () => as }
      : { kind: 'staff', socket: io({ auth: { token: as }, transports: ['websocket'], forceNew: true }) },
    media: window.media,
    ice: async () => ({ regions: [], prefer: null, relay_only: false, expires_at: null }),
  });
};
