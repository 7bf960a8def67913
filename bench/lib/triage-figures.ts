/** What is told of a classifier that may abstain, from what it answered to each tried message. */

export type Answer = {
  /** What was meant; "oos" is out of scope. */
  intent: string;
  /** What was answered. */
  said: string;
  /** How sure, on any scale. */
  score: number;
  abstained: boolean;
};

export type Figures = {
  /** Right and not abstained, of all in scope: an abstained message counts as wrong. */
  in_scope_accuracy: number;
  in_scope_accuracy_no_abstain: number;
  /** Abstained, of all out of scope; null where none was tried. */
  oos_recall: number | null;
  /** The chance that a message in scope scores above one out of scope; null where none was tried. */
  auroc: number | null;
  /** Answered, of all in scope. */
  coverage: number;
  /** Mean over the intents of F1; an abstained message is one that was missed, an answered one out of scope a false find. */
  macro_f1: number;
  /** What is most often taken for what, with how many messages. */
  confusion: [meant: string, said: string, messages: number][];
};

const OUT_OF_SCOPE = 'oos';
const PAIRS = 12;

export function figuresOf(answers: readonly Answer[]): Figures {
  const inScope = answers.filter(({ intent }) => intent !== OUT_OF_SCOPE);
  const outside = answers.filter(({ intent }) => intent === OUT_OF_SCOPE);
  const share = (some: readonly Answer[], is: (one: Answer) => boolean) => some.filter(is).length / some.length;
  return {
    in_scope_accuracy: share(inScope, (one) => one.said === one.intent && !one.abstained),
    in_scope_accuracy_no_abstain: share(inScope, (one) => one.said === one.intent),
    oos_recall: outside.length === 0 ? null : share(outside, ({ abstained }) => abstained),
    auroc: outside.length === 0 ? null : auroc(inScope, outside),
    coverage: share(inScope, ({ abstained }) => !abstained),
    macro_f1: macroF1(answers),
    confusion: confusion(answers),
  };
}

/** By ranks (Mann-Whitney), equal scores counting half. */
export function auroc(higher: readonly { score: number }[], lower: readonly { score: number }[]): number {
  const all = [...higher.map(({ score }) => ({ score, up: 1 })), ...lower.map(({ score }) => ({ score, up: 0 }))];
  all.sort((a, b) => a.score - b.score);
  let ranks = 0;
  for (let from = 0; from < all.length; ) {
    let end = from;
    let up = 0;
    for (; end < all.length && all[end]!.score === all[from]!.score; end++) up += all[end]!.up;
    ranks += up * ((from + 1 + end) / 2);
    from = end;
  }
  return (ranks - (higher.length * (higher.length + 1)) / 2) / (higher.length * lower.length);
}

function macroF1(answers: readonly Answer[]): number {
  const intents = new Set(answers.map(({ intent }) => intent).filter((intent) => intent !== OUT_OF_SCOPE));
  let sum = 0;
  for (const intent of intents) {
    const meant = answers.filter((one) => one.intent === intent).length;
    const said = answers.filter((one) => one.said === intent && !one.abstained);
    const right = said.filter((one) => one.intent === intent).length;
    sum += (2 * right) / (meant + said.length);
  }
  return sum / intents.size;
}

function confusion(answers: readonly Answer[]): Figures['confusion'] {
  const pairs = new Map<string, [string, string, number]>();
  for (const { intent, said, abstained } of answers) {
    if (abstained || intent === said) continue;
    const pair = pairs.get(`${intent}\n${said}`);
    if (pair) pair[2] += 1;
    else pairs.set(`${intent}\n${said}`, [intent, said, 1]);
  }
  return [...pairs.values()].sort((a, b) => b[2] - a[2]).slice(0, PAIRS);
}
