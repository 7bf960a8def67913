/** When a buyer is asked how it was, and what they may answer. Pure. */
import { createHash } from 'node:crypto';
import type { ChannelKind, surveySettings } from '@recoup/contract';
import type { z } from 'zod';
import { Refusal } from '../../platform/refusal.ts';

export type SurveyKind = 'csat' | 'nps';
export type Settings = Omit<z.output<typeof surveySettings>, 'brand'>;

/** Until somebody sets it otherwise: nobody is asked. */
export const defaults: Record<SurveyKind, Settings> = {
  csat: { kind: 'csat', enabled: false, after_minutes: 60, again_after_days: 30, share: 100, channels: [] },
  nps: { kind: 'nps', enabled: false, after_minutes: 1440, again_after_days: 90, share: 100, channels: [] },
};

/** CSAT: 1 (bad) to 5 (very good). NPS: 0 to 10. */
export const scale: Record<SurveyKind, readonly [lowest: number, highest: number]> = { csat: [1, 5], nps: [0, 10] };
export const scoresOf = (kind: SurveyKind): number[] => {
  const [lowest, highest] = scale[kind];
  return Array.from({ length: highest - lowest + 1 }, (_, n) => lowest + n);
};

/** A survey may be answered so long after it was asked. */
export const OPEN_DAYS = 30;
/** An answer may be changed so long after it was given. */
const CHANGE_MS = 3_600_000;

/** Channels a survey goes to where none is named: our own. On a marketplace or by text message one is asked only where the brand says so. */
const OWN: readonly ChannelKind[] = ['chat', 'email', 'form'];
export function asksOn({ channels }: Pick<Settings, 'channels'>, channel: ChannelKind): boolean {
  return (channels.length === 0 ? OWN : channels).includes(channel);
}

/** Whether a conversation is one of the share that is asked about: the same one always, whoever reckons. */
export function isInShare(conversationId: string, kind: SurveyKind, share: number): boolean {
  const digest = createHash('sha256').update(`${kind}:${conversationId}`).digest();
  return digest.readUInt32BE(0) % 100 < share;
}

/** Throws `survey.score_out_of_range`. */
export function checkScore(kind: SurveyKind, score: number): void {
  const [lowest, highest] = scale[kind];
  if (score < lowest || score > highest) throw new Refusal('survey.score_out_of_range', { lowest, highest });
}

/** An answer stands after an hour. Throws `survey.over`. */
export function checkStillOpen(survey: { answered_at: Date | null }, now: Date): void {
  if (survey.answered_at && now.getTime() - survey.answered_at.getTime() > CHANGE_MS) throw new Refusal('survey.over');
}
