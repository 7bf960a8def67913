/**
 * How well messages are understood without a model: intents told apart, and abstained from where there is none.
 *
 *   npm run bench -- triage                              our own messages, train and test parted by author
 *   npm run bench -- triage --train A.csv --test B.csv   any set: text,intent; intent "oos" is out of scope
 *
 * More: --quantile 0.1 (share of in-scope messages the threshold gives up; 0.05), --seed 1, and --no-oos (out-of-scope rows
 * of the training file are left out of training). Our own run also times training on 10,000 made-up messages of 150 intents.
 *
 * The floor is multinomial naive Bayes trained on the same rows in the same run. docs/assistant.md says what each figure is.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  classify,
  loadUtterances,
  type MarkedRow,
  OUT_OF_SCOPE,
  packModel,
  readRows,
  train,
  UnreadableRows,
  unpackModel,
} from '../server/src/assistant/intents/index.ts';
import { report, round } from './lib/place.ts';
import { type Answer, type Figures, figuresOf } from './lib/triage-figures.ts';
import { trainFloor } from './lib/triage-floor.ts';
import { madeRows } from './lib/triage-made.ts';

type Tried = MarkedRow & { language?: string };

class Asked extends Error {}

function asked() {
  try {
    const { values } = parseArgs({
      options: {
        train: { type: 'string' },
        test: { type: 'string' },
        quantile: { type: 'string', default: '0.05' },
        seed: { type: 'string', default: '1' },
        'no-oos': { type: 'boolean', default: false },
      },
    });
    const quantile = Number(values.quantile);
    if (!(quantile >= 0 && quantile < 1)) throw new Asked('--quantile is a share, from 0 up to 1: 0.05');
    const seed = Number(values.seed);
    if (!Number.isInteger(seed)) throw new Asked('--seed is a whole number.');
    if (!values.train !== !values.test)
      throw new Asked('--train and --test go together: one file to learn from, one to try on.');
    const files = values.train && values.test ? { train: values.train, test: values.test } : null;
    return { quantile, seed, files, withoutOos: values['no-oos'] };
  } catch (error) {
    if (error instanceof TypeError) throw new Asked(error.message);
    throw error;
  }
}

function fromFile(file: string): MarkedRow[] {
  let csv: string;
  try {
    csv = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Asked(`${file} cannot be read: ${(error as Error).message}`);
  }
  return readRows(csv, file);
}

const seconds = (from: number) => (performance.now() - from) / 1000;
/** Seconds of processor time since, which other work on the machine does not lengthen. */
const cpuSeconds = (from: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
};

/** Answers to all, and what one took; a first round warms the compiler up and is not counted. */
function tryOut(tests: readonly Tried[], answer: (text: string) => Omit<Answer, 'intent'>) {
  for (const { text } of tests.slice(0, 500)) answer(text);
  const from = performance.now();
  const answers = tests.map(({ text, intent }): Answer => ({ intent, ...answer(text) }));
  return { answers, ms: (performance.now() - from) / tests.length };
}

const percent = (share: number | null) => (share === null ? 'none tried' : `${round(share * 100, 1)} %`);
const rounded = ({ confusion, ...shares }: Figures) => ({
  ...Object.fromEntries(Object.entries(shares).map(([name, share]) => [name, share === null ? null : round(share, 4)])),
  confusion,
});

function run() {
  const { quantile, seed, files, withoutOos } = asked();
  const own: ReturnType<typeof loadUtterances> = files ? [] : loadUtterances();
  const all: MarkedRow[] = files ? fromFile(files.train) : own.filter(({ split }) => split === 'train');
  const tests: Tried[] = files ? fromFile(files.test) : own.filter(({ split }) => split === 'test');
  const rows = withoutOos ? all.filter(({ intent }) => intent !== OUT_OF_SCOPE) : all;
  const known = new Set(rows.map(({ intent }) => intent));
  const strange = tests.find(({ intent }) => intent !== OUT_OF_SCOPE && !known.has(intent));
  if (strange) throw new Asked(`The test rows mean “${strange.intent}”, which no training row does.`);
  const intents = [...known].filter((intent) => intent !== OUT_OF_SCOPE);
  if (intents.length < 2) throw new Asked('The training rows need two intents or more.');
  if (tests.every(({ intent }) => intent === OUT_OF_SCOPE)) throw new Asked('The test rows are all out of scope.');

  let from = performance.now();
  const cpu = process.cpuUsage();
  const trained = train(rows, { seed, quantile });
  const trainSeconds = seconds(from);
  const trainCpu = cpuSeconds(cpu);
  const packed = packModel(trained);
  // What is tried is what goes live: the model that was packed and read again.
  const model = unpackModel(packed);
  const { answers, ms } = tryOut(tests, (text) => {
    const { intent, score, abstained } = classify(model, text);
    return { said: intent, score, abstained };
  });
  from = performance.now();
  const floorAnswer = trainFloor(rows, quantile);
  const floorSeconds = seconds(from);
  const floor = tryOut(tests, floorAnswer);

  const figures = figuresOf(answers);
  const floorFigures = figuresOf(floor.answers);
  const languages = [...new Set(tests.flatMap(({ language }) => language ?? []))];
  const perLanguage = languages.map((language) => {
    return [language, figuresOf(answers.filter((_, at) => tests[at]!.language === language))] as const;
  });
  const { concepts } = model.features.reading;
  const made = files ? null : timeMade(seed);
  const outside = tests.filter(({ intent }) => intent === OUT_OF_SCOPE).length;
  const ratio = figures.in_scope_accuracy_no_abstain / floorFigures.in_scope_accuracy_no_abstain;
  const line = (one: Figures) =>
    `${percent(one.in_scope_accuracy)}, ${percent(one.in_scope_accuracy_no_abstain)}, ${percent(one.oos_recall)}, ${one.auroc === null ? 'none tried' : round(one.auroc, 3)}`;
  report(
    'triage',
    [
      ['trained on', `${rows.length} messages, ${intents.length} intents, ${model.trained.outOfScope} out of scope`],
      ['tried on', `${tests.length} messages, ${outside} of them out of scope`],
      ['in scope and right (abstained is wrong)', percent(figures.in_scope_accuracy)],
      ['  without abstaining', percent(figures.in_scope_accuracy_no_abstain)],
      ['out of scope and abstained', percent(figures.oos_recall)],
      ['AUROC, in scope above out of scope', figures.auroc === null ? 'none tried' : `${round(figures.auroc, 3)}`],
      ['answered, of what is in scope', percent(figures.coverage)],
      ['macro F1', `${round(figures.macro_f1, 3)}`],
      ['training', `${round(trainSeconds, 1)} s, ${round(trainCpu, 1)} s of one core, its held-out trials included`],
      ['one message', `${round(ms, 3)} ms`],
      ['model', `${round(packed.length / 1e6, 2)} MB, reads concepts of after-sales: ${concepts ? 'yes' : 'no'}`],
      ...perLanguage.map(([language, one]): [string, string] => [`${language}: right, without, oos, AUROC`, line(one)]),
      ['floor, naive Bayes: the same four', line(floorFigures)],
      ['  its training, one message', `${round(floorSeconds, 2)} s, ${round(floor.ms, 3)} ms`],
      ['ratio: right without abstaining, to the floor', `${round(ratio, 3)}`],
      ...(made
        ? [
            [
              '10,000 made-up messages, 150 intents',
              `trained in ${made.train_s} s, ${made.train_cpu_s} s of one core (under 30)`,
            ] as [string, string],
            ['  one message, model', `${made.ms_per_message} ms (under 1), ${made.model_mb} MB`] as [string, string],
          ]
        : []),
      ...figures.confusion.map(([meant, said, count]): [string, string] => [
        'taken for another',
        `${meant} → ${said}: ${count}`,
      ]),
    ],
    {
      ratio: round(ratio, 3),
      ...rounded(figures),
      train_s: round(trainSeconds, 2),
      train_cpu_s: round(trainCpu, 2),
      ms_per_message: round(ms, 4),
      model_mb: round(packed.length / 1e6, 3),
      concepts,
      quantile,
      seed,
      train_rows: rows.length,
      test_rows: tests.length,
      intents: intents.length,
      languages: Object.fromEntries(
        perLanguage.map(([language, one]) => [language, rounded({ ...one, confusion: [] })]),
      ),
      floor: {
        ...rounded({ ...floorFigures, confusion: [] }),
        train_s: round(floorSeconds, 3),
        ms_per_message: round(floor.ms, 4),
      },
      made_10000: made,
    },
  );
}

/** 10,000 messages of 150 intents: how long training takes, and one message, when a shop has had a year of marked traffic. */
function timeMade(seed: number) {
  const rows = madeRows(150, 67, 7).slice(0, 10_000);
  const from = performance.now();
  const cpu = process.cpuUsage();
  const model = train(rows, { seed });
  const train_s = round(seconds(from), 1);
  const train_cpu_s = round(cpuSeconds(cpu), 1);
  const { ms } = tryOut(rows.slice(0, 2_000), (text) => {
    const { intent, score, abstained } = classify(model, text);
    return { said: intent, score, abstained };
  });
  return { train_s, train_cpu_s, ms_per_message: round(ms, 3), model_mb: round(packModel(model).length / 1e6, 2) };
}

try {
  run();
} catch (error) {
  if (!(error instanceof Asked) && !(error instanceof UnreadableRows)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
