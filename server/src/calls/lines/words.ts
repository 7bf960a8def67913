import {
  type CallSay,
  captionWord,
  type PartKind,
  rtcWord,
  stateWord,
  type ToolWord,
  toolWord,
} from '@recoup/contract';
import { z } from 'zod';
import { Refusal } from '../../platform/refusal.ts';

/** Most characters of one word, as it travels. */
export const MOST_CHARS = 64 * 1024;

export type Speaker = { kind: PartKind; mode: 'talks' | 'listens' };
type Word = Pick<CallSay, 'word' | 'data'>;

const shapes = {
  rtc: rtcWord,
  tool: toolWord,
  state: stateWord,
  caption: captionWord,
  bye: z.null().or(z.undefined()).or(z.object({})),
} as const;

/** What a buyer's page answers; everything else of the tools is done to the picture by whoever helps. */
const BUYERS_TOOLS: ReadonlySet<ToolWord['kind']> = new Set(['still_taken', 'still_failed']);

/**
 * What one side may say to another in a call, as it is passed on: known fields only. The other side's browser reads it, so
 * what no browser would have written is refused here.
 *
 * Throws `call.said_too_large` over 64 KB, `input.invalid` for what is malformed, `call.listens_only` for tools and captions of
 * whoever only listens, `call.not_allowed` for tools of the agent's from the buyer's side.
 */
export function checkWord({ word, data }: Word, speaker: Speaker): unknown {
  if ((JSON.stringify(data) ?? '').length > MOST_CHARS) throw new Refusal('call.said_too_large');
  const read = shapes[word].safeParse(data);
  if (!read.success) throw new Refusal('input.invalid');
  if (speaker.mode === 'listens' && (word === 'tool' || word === 'caption')) throw new Refusal('call.listens_only');
  if (word === 'rtc') checkRtc(read.data as z.output<typeof rtcWord>);
  if (word === 'tool') checkTool(read.data as ToolWord, speaker);
  return word === 'bye' ? null : read.data;
}

/** RFC 8866: lines of `<letter>=<value>` from `v=0` on; RFC 8839: `candidate:` and one line. */
const SDP_LINE = /^[a-z]=[^\p{Cc}]*$/u;
const CANDIDATE = /^candidate:[^\p{Cc}]+$/u;

function checkRtc(word: z.output<typeof rtcWord>): void {
  if (word.kind === 'candidates') {
    const { rows } = word;
    if (rows.some(({ candidate }) => candidate !== '' && !CANDIDATE.test(candidate.replace(/^a=/, ''))))
      throw new Refusal('input.invalid');
    return;
  }
  if (word.type === 'rollback') {
    if (word.sdp !== '') throw new Refusal('input.invalid');
    return;
  }
  const lines = word.sdp.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  if (lines[0] !== 'v=0' || !lines.every((line) => SDP_LINE.test(line))) throw new Refusal('input.invalid');
}

function checkTool(word: ToolWord, speaker: Speaker): void {
  if (speaker.kind === 'buyer' && !BUYERS_TOOLS.has(word.kind)) throw new Refusal('call.not_allowed');
  const url = word.kind === 'freeze' ? word.url : word.kind === 'show' ? word.what?.url : null;
  // It is opened on the other screen: a page or a picture, never a script.
  if (url && !/^(https?:\/\/|\/(?!\/))/i.test(url)) throw new Refusal('input.invalid');
}
