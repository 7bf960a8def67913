/** What the page of these tests can do: everything a screen can. */
import type { CallIce } from '@recoup/contract';
import { io } from 'socket.io-client';
import * as codes from '../codes.ts';
import * as rtc from '../index.ts';
import * as recorder from '../recorder.ts';
import * as stills from '../stills.ts';
import { KNOWN_CALL } from './known.ts';

declare global {
  interface Window {
    /** Servers to use; without, the browsers reach each other by themselves. */
    ice?: CallIce;
    call: rtc.Call;
    media: rtc.Media;
    kit: typeof codes & typeof recorder & typeof stills;
    /** Every connection the page made. */
    connections: RTCPeerConnection[];
    /** Words of the tools and captions heard, as they came. */
    heard: unknown[];
    /** `buyer:1`, `agent:2`: buyers come by a line of their own, staff by the one their screen has. */
    join(as: string, wants?: Partial<Parameters<typeof rtc.openMedia>[0]>): void;
    /** Frames of the first other side that were shown so far. */
    framesSeen(): Promise<number>;
    leave(): void;
  }
}
window.kit = { ...codes, ...recorder, ...stills };
window.connections = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(config?: RTCConfiguration) {
    super(config);
    window.connections.push(this);
  }
};
window.join = (as, wants = {}) => {
  const isBuyer = as.startsWith('buyer');
  window.connections = [];
  window.heard = [];
  window.media = rtc.openMedia({ camera: isBuyer ? 'environment' : 'user', microphone: true, ...wants });
  window.call = rtc.openCall({
    callId: KNOWN_CALL,
    line: isBuyer
      ? { kind: 'seat', server: '', token: () => as }
      : { kind: 'staff', socket: io({ auth: { token: as }, transports: ['websocket'], forceNew: true }) },
    media: window.media,
    ice: async () => window.ice ?? { regions: [], prefer: null, relay_only: false, expires_at: null },
  });
  const screens = new Map<string, HTMLVideoElement>();
  window.call.subscribe(() => {
    for (const { peer, stream } of window.call.state.peers) {
      const screen =
        screens.get(peer) ?? Object.assign(document.createElement('video'), { muted: true, autoplay: true });
      if (!screens.has(peer)) document.body.append(screen);
      screens.set(peer, screen);
      if (screen.srcObject !== stream) screen.srcObject = stream;
    }
  });
  window.call.onTool((word) => window.heard.push(word));
  window.call.onCaption((word) => window.heard.push(word));
};
window.framesSeen = async () => {
  const live = window.connections.filter(({ connectionState }) => connectionState === 'connected');
  const reports = await Promise.all(live.map((connection) => connection.getStats()));
  const rows = reports.flatMap((report) => [...(report.values() as Iterable<Record<string, unknown>>)]);
  const videos = rows.filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'video');
  return videos.reduce((sum, row) => sum + Number(row.framesDecoded ?? 0), 0);
};
window.leave = () => {
  window.call.leave();
  window.media.close();
};
