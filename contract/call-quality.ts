/**
 * How well two people hear each other, as a mean opinion score from what browsers measure: the E-model of ITU-T G.107 (06/2015),
 * simplified to delay and loss. Pure, and free of everything else: browsers load it in every call.
 *
 *     R = 93.2 − Id − Ie,eff        MOS from R by G.107 Annex B
 *
 * 93.2 is R of G.107 with all its default values (clause 7.7). Echo is taken as cancelled, as every browser does, so of Id only
 * Idd remains: what too long a way does to a conversation.
 */

/**
 * Assumed, since ITU-T G.113 Appendix I has no row for Opus: as G.711 with packet loss concealment and 10 ms packets (Ie 0, Bpl
 * 25.1), which Opus at 24 kbit/s and more with its own concealment and forward error correction does not fall below.
 */
export const OPUS_ASSUMED = { ie: 0, bpl: 25.1 };
/** Opus sends 20 ms a packet and looks 6.5 ms ahead (RFC 6716, 2.1.4 and 4.2). */
const CODEC_MS = 26.5;
/** The receiver waits so many times the jitter before it plays: assumed, as browsers do not all tell their buffer. */
const BUFFERED = 2;
const R_MOST = 93.2;

/** Above these something is wrong that people notice. Loss in per cent; the others in milliseconds, freeze of two seconds. */
export const LINE_LIMITS = { rtt: 400, jitter: 30, loss: 3, freeze: 500 } as const;
export type LineTrouble = keyof typeof LINE_LIMITS;
/** What was measured in about two seconds. Null: not known. */
export type MeasuredLine = { rtt: number | null; jitter: number | null; loss: number | null; freeze: number | null };

/** Mouth to ear in milliseconds, from round trip and jitter in milliseconds. */
export function mouthToEar(rtt: number, jitter: number): number {
  return rtt / 2 + BUFFERED * jitter + CODEC_MS;
}

/** Idd of G.107, equations 7-27 and 7-28, with the default sensitivity (sT 1, mT 100 ms). `delay`: mouth to ear, milliseconds. */
export function delayImpairment(delay: number): number {
  if (delay <= 100) return 0;
  const x = Math.log2(delay / 100);
  const sixth = (base: number) => (1 + base ** 6) ** (1 / 6);
  return 25 * (sixth(x) - 3 * sixth(x / 3) + 2);
}

/** Ie,eff of G.107, equation 7-29, for losses at random (BurstR 1). `loss` in per cent. */
export function lossImpairment(loss: number): number {
  return OPUS_ASSUMED.ie + (95 - OPUS_ASSUMED.ie) * (loss / (loss + OPUS_ASSUMED.bpl));
}

/** R: 0 to 93.2. */
export function voiceRating({ rtt, jitter, loss }: { rtt: number; jitter: number; loss: number }): number {
  return Math.max(
    0,
    R_MOST - delayImpairment(mouthToEar(rtt, jitter)) - lossImpairment(Math.min(100, Math.max(0, loss))),
  );
}

/** G.107 Annex B, equation B-4. Near R 0 the curve falls below 1, which no opinion can: held at 1. */
export function opinionScore(rating: number): number {
  if (rating >= 100) return 4.5;
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
}

/** Mean opinion score of one measurement, 1.0 to 4.4; null where nothing that counts was measured. Two decimals. */
export function voiceScore({ rtt, jitter, loss }: Omit<MeasuredLine, 'freeze'>): number | null {
  if (rtt === null && loss === null) return null;
  return round(opinionScore(voiceRating({ rtt: rtt ?? 0, jitter: jitter ?? 0, loss: loss ?? 0 })));
}

/** Of a minute or a call: the mean of what was scored. Null where nothing was. */
export function meanScore(scores: readonly (number | null)[]): number | null {
  const known = scores.filter((score) => score !== null);
  return known.length === 0 ? null : round(known.reduce((sum, score) => sum + score, 0) / known.length);
}

/** What is above its threshold, the worst first. */
export function lineTroubles(measured: MeasuredLine): LineTrouble[] {
  const share = (trouble: LineTrouble) => (measured[trouble] ?? 0) / LINE_LIMITS[trouble];
  return (Object.keys(LINE_LIMITS) as LineTrouble[])
    .filter((one) => share(one) > 1)
    .sort((a, b) => share(b) - share(a));
}

/** One word for people. Steps of R as ITU-T G.109 names them: from 80 satisfied, from 70 some are not, below 50 nearly nobody is. */
export type QualityWord = 'good' | 'fair' | 'weak' | 'bad';
export function qualityWord(measured: MeasuredLine): QualityWord | null {
  const { rtt, jitter, loss } = measured;
  const over = lineTroubles(measured);
  if (rtt === null && loss === null) return over.length > 0 ? 'weak' : null;
  const rating = voiceRating({ rtt: rtt ?? 0, jitter: jitter ?? 0, loss: loss ?? 0 });
  if (rating < 50) return 'bad';
  if (rating < 70 || over.length > 1) return 'weak';
  if (rating < 80 || over.length === 1) return 'fair';
  return 'good';
}

const round = (score: number) => Math.round(score * 100) / 100;
