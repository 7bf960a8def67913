/** This side's half of a connection: made ahead of the other side's coming, so that nothing is left to do when it comes. */

export type Half = {
  pc: RTCPeerConnection;
  /** Names it to the other side. */
  id: string;
  audio: RTCRtpSender;
  video: RTCRtpSender;
  channel: RTCDataChannel;
  madeAt: number;
  /** Candidates found and not told yet. */
  found: RTCIceCandidate[];
  onFound: () => void;
};
export type Tracks = { audio: MediaStreamTrack | null; video: MediaStreamTrack | null };

/**
 * Both sides make the same three things in the same order, whoever offers: sound, picture, and a channel for tools. Whatever
 * comes later (a track, another camera, a pause) changes none of them, so nothing is negotiated again.
 */
export function makeHalf(config: RTCConfiguration, tracks: Tracks): Half {
  const pc = new RTCPeerConnection(config);
  const half: Half = {
    pc,
    id: crypto.randomUUID().slice(0, 8),
    audio: pc.addTrack(tracks.audio ?? placeholder('audio')),
    video: pc.addTrack(tracks.video ?? placeholder('video')),
    channel: pc.createDataChannel('tools', { negotiated: true, id: 0 }),
    madeAt: performance.now(),
    found: [],
    onFound: () => {},
  };
  void beginSmall(half.video);
  if (!tracks.audio) void half.audio.replaceTrack(null);
  if (!tracks.video) void half.video.replaceTrack(null);
  pc.onicecandidate = ({ candidate }) => {
    if (!candidate?.candidate) return;
    half.found.push(candidate);
    half.onFound();
  };
  return half;
}

/**
 * Half the size for the first seconds: encoders begin at about 300 kbit/s, for which a whole picture is too large, and drop the
 * first frames of it. `adapt` raises it as soon as the line is known to bear it.
 */
async function beginSmall(video: RTCRtpSender): Promise<void> {
  const parameters = video.getParameters();
  const [encoding] = parameters.encodings ?? [];
  if (!encoding) return;
  encoding.scaleResolutionDownBy = 2;
  await video.setParameters(parameters).catch(() => {});
}

/**
 * A track to make a sender with where there is none yet. Only what `addTrack` made takes up what the other side offers, and so is
 * not doubled when both offer at once (JSEP, RFC 9429 5.10).
 */
function placeholder(kind: 'audio' | 'video'): MediaStreamTrack {
  const pc = new RTCPeerConnection();
  const { track } = pc.addTransceiver(kind).receiver;
  pc.close();
  return track;
}

export function closeHalf({ pc, channel }: Half): void {
  pc.onicecandidate = null;
  pc.onnegotiationneeded = null;
  pc.onconnectionstatechange = null;
  pc.ontrack = null;
  channel.onopen = null;
  channel.onmessage = null;
  channel.onclose = null;
  pc.close();
}
