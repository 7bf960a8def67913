import { vectorise } from './features.ts';
import { hiddenActivity, likelihoods, type Model } from './model.ts';
import { eachNgram } from './ngrams.ts';
import { type Token, tokens } from './tokens.ts';

/** A piece of the message, as it was written, that spoke for an intent. */
export type Spoke = {
  quote: string;
  /** Where it stands in the message. */
  start: number;
  end: number;
  /** Its part of all that spoke for the intent, 0 to 1. */
  share: number;
};

/** Pieces shown at most. */
const PIECES = 3;
/** A token counts as speaking when it has at least this part of the strongest one. */
const AUDIBLE = 0.25;

/**
 * The words of a message that spoke most for an intent (the likeliest one, if none is named), strongest first, for the screen
 * that says why: each n-gram's part in the intent's score, against the mean of all intents, is spread over the tokens it
 * stands on; neighbours that speak are one quote.
 */
export function explain(model: Model, text: string, intent?: string): Spoke[] {
  const row = tokens(text);
  const vector = vectorise(model.features, row);
  if (vector.indices.length === 0) return [];
  const likely = likelihoods(model, vector);
  const wanted = intent === undefined ? likely.indexOf(Math.max(...likely)) : model.intents.indexOf(intent);
  if (wanted < 0) throw new Error(`The model does not know the intent ${intent}.`);
  const voices = perToken(model, row, featureVoices(model, vector, wanted));
  const loudest = Math.max(...voices);
  if (loudest <= 0) return [];
  return quotes(text, row, voices, loudest * AUDIBLE);
}

/** What each feature of the message did for the intent, in both members; each member's parts are brought to one scale. */
function featureVoices(model: Model, vector: ReturnType<typeof vectorise>, wanted: number): Map<number, number> {
  const { weights } = model.linear;
  const { inputs, outputs } = model.network;
  const activity = hiddenActivity(model, vector);
  // How much each live hidden unit argues for the intent rather than for any other.
  const pull = activity.map((a, unit) => (a > 0 ? lean(outputs, unit, wanted) : 0));
  const byLinear = vector.indices.map((feature, at) => vector.values[at]! * lean(weights, feature, wanted));
  const byNetwork = vector.indices.map((feature, at) => {
    const { columns, values, scales } = inputs;
    let sum = 0;
    for (let unit = 0; unit < columns; unit++) sum += values[feature * columns + unit]! * pull[unit]!;
    return vector.values[at]! * scales[feature]! * sum;
  });
  const size = (parts: readonly number[]) => parts.reduce((sum, part) => sum + Math.abs(part), 0) || 1;
  const [linear, network] = [size(byLinear), size(byNetwork)];
  return new Map(vector.indices.map((id, at) => [id, byLinear[at]! / linear + byNetwork[at]! / network]));
}

/** A row's weight for one column beside the mean of all columns. */
function lean({ columns, values, scales }: Model['linear']['weights'], row: number, column: number): number {
  let sum = 0;
  for (let at = 0; at < columns; at++) sum += values[row * columns + at]!;
  return scales[row]! * (values[row * columns + column]! - sum / columns);
}

function perToken({ features }: Model, row: readonly Token[], voices: Map<number, number>): number[] {
  const places = new Map<number, [number, number][]>();
  eachNgram(row, features.reading, (block, key, from, to) => {
    const id = features.blocks[block].ids.get(key);
    if (id === undefined) return;
    const known = places.get(id);
    if (known) known.push([from, to]);
    else places.set(id, [[from, to]]);
  });
  const sums = row.map(() => 0);
  for (const [id, spans] of places) {
    for (const [from, to] of spans) {
      const part = (voices.get(id) ?? 0) / spans.length / (to - from + 1);
      for (let at = from; at <= to; at++) sums[at]! += part;
    }
  }
  return sums;
}

/** Runs of tokens that speak; one that says nothing between two that do is taken along: “send [this] back”. */
function quotes(text: string, row: readonly Token[], voices: readonly number[], audible: number): Spoke[] {
  const speaks = voices.map((voice) => voice >= audible);
  const runs: { from: number; to: number }[] = [];
  for (let at = 0; at < row.length; at++) {
    if (!speaks[at]) continue;
    const last = runs.at(-1);
    if (last && at - last.to <= 2 && voices[at - 1]! > -audible) last.to = at;
    else runs.push({ from: at, to: at });
  }
  const all = voices.reduce((sum, voice) => sum + Math.max(voice, 0), 0);
  return runs
    .map(({ from, to }) => {
      const { start } = row[from]!;
      const { end } = row[to]!;
      const sum = voices.slice(from, to + 1).reduce((total, voice) => total + voice, 0);
      return { quote: text.slice(start, end), start, end, share: Math.min(sum / all, 1) };
    })
    .sort((a, b) => b.share - a.share)
    .slice(0, PIECES);
}
