/** What the page of these tests can do: everything a screen can. */
import * as rtc from '../index.ts';
import { KNOWN_CALL } from './known.ts';

declare global {
  interface Window {
    rtc: typeof rtc;
    call: rtc.Call;
    media: rtc.Media;
    join(as: string, wants?: Partial<Parameters<typeof rtc.openMedia>[0]>): Promise<void>;
  }
}
window.rtc = rtc;
window.join = async (as, wants = {}) => {
  window.media = rtc.openMedia({ camera: 'environment', microphone: true, ...wants });
  window.call = rtc.openCall({
    callId: KNOWN_CALL,
    line: { kind: 'seat', server: '', token: () => as },
    media: window.media,
    ice: async () => ({ regions: [], prefer: null, relay_only: false, expires_at: null }),
  });
};
