/**
 * What anybody has in an hour, to hold the classifier against in the same run: multinomial naive Bayes over words (Chinese:
 * characters) and pairs of them, smoothed by one; it abstains by the likelihood of its answer, at the same quantile, read
 * from one row in ten that it was not taught.
 */
type Row = { text: string; intent: string };

const wordsOf = (text: string) => text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];
const countedOf = (text: string) => {
  const words = wordsOf(text);
  return [...words, ...words.slice(1).map((word, at) => `${words[at]} ${word}`)];
};

export function trainFloor(rows: readonly Row[], quantile: number) {
  const inScope = rows.filter(({ intent }) => intent !== 'oos');
  const kept = learn(inScope.filter((_, at) => at % 10 !== 0));
  const scores = inScope.filter((_, at) => at % 10 === 0).map(({ text }) => kept(text).score);
  const threshold = scores.sort((a, b) => a - b)[Math.floor(quantile * scores.length)] ?? 0;
  const answer = learn(inScope);
  return (text: string) => {
    const { said, score } = answer(text);
    return { said, score, abstained: score < threshold };
  };
}

function learn(rows: readonly Row[]) {
  const intents = [...new Set(rows.map(({ intent }) => intent))];
  const numberOf = new Map(intents.map((intent, at) => [intent, at]));
  const counts = new Map<string, Float64Array>();
  const totals = new Float64Array(intents.length);
  const prior = new Float64Array(intents.length);
  for (const { text, intent } of rows) {
    const at = numberOf.get(intent)!;
    prior[at]! += 1;
    for (const word of countedOf(text)) {
      const count = counts.get(word) ?? new Float64Array(intents.length);
      count[at]! += 1;
      totals[at]! += 1;
      counts.set(word, count);
    }
  }
  return (text: string) => {
    const logs = prior.map((rowsOfIt) => Math.log(rowsOfIt / rows.length));
    for (const word of countedOf(text)) {
      const count = counts.get(word);
      if (!count) continue;
      for (let at = 0; at < logs.length; at++) logs[at]! += Math.log((count[at]! + 1) / (totals[at]! + counts.size));
    }
    const best = logs.indexOf(Math.max(...logs));
    const score = 1 / logs.reduce((sum, log) => sum + Math.exp(log - logs[best]!), 0);
    return { said: intents[best]!, score };
  };
}
