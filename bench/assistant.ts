/**
 * Scripted buyers talk to the running assistant through the public chat, and what stands in the database afterwards is
 * compared with what should have happened.
 *   npm run bench -- assistant [--language en|zh] [--only part-of-an-id] [--cases FOLDER] [--all]
 * Without --cases it plays `bench/assistant/cases/en` and `zh`; and `tau`, where RECOUP_SAMPLE_DATA has tau-retail.
 * Ends with an error where anything was done that should not have been.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tauRetailFolder } from '../tools/load-tau-retail.ts';
import { type BuyerCase, readCases } from './assistant/case.ts';
import { type Figures, figuresOf } from './assistant/figures.ts';
import type { Verdict } from './assistant/judge.ts';
import { runCases } from './assistant/run.ts';
import { openTau } from './assistant/tau.ts';
import { measure, type Place } from './lib/place.ts';

const string = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const { values: asked } = parseArgs({
  options: { language: string, only: string, cases: string, all: flag },
});
const OWN = new URL('assistant/cases', import.meta.url).pathname;
const chosen = (cases: BuyerCase[]) =>
  cases.filter(({ id, language }) => {
    return (!asked.only || id.includes(asked.only)) && (!asked.language || language === asked.language);
  });

await measure(play, { durable: false });

async function play(place: Place): Promise<void> {
  const began = performance.now();
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  const folders = asked.cases ? [asked.cases] : ['en', 'zh'].map((name) => join(OWN, name));
  const cases = chosen(folders.flatMap((folder) => readCases(folder)));
  const verdicts = cases.length === 0 ? [] : await runCases(await place.create('buyers'), cases, { tell });
  const sample = tauRetailFolder(process.env.RECOUP_SAMPLE_DATA);
  const tau = asked.cases ? [] : chosen(readCases(join(OWN, 'tau')));
  if (!sample && tau.length > 0)
    tell('tau-retail is not on this machine (RECOUP_SAMPLE_DATA): its cases are not played');
  const ofTau =
    sample && tau.length > 0
      ? await runCases(await place.create('tau'), tau, { tell, open: (door, of) => openTau(door, sample, of) })
      : [];
  const all = [...verdicts, ...ofTau];
  for (const one of all) if (asked.all || one.faults.length > 0) show(one);
  const groups = {
    en: verdicts.filter((one) => one.case.id.startsWith('en-')),
    zh: verdicts.filter((one) => one.case.id.startsWith('zh-')),
    ...Object.fromEntries(
      [...new Set(cases.map(({ kind }) => kind))].map((kind) => [
        kind,
        verdicts.filter((one) => one.case.kind === kind),
      ]),
    ),
    'tau-retail': ofTau,
    all,
  };
  const figures = Object.entries(groups).flatMap(([name, of]): [string, Figures][] =>
    of.length > 0 ? [[name, figuresOf(of)]] : [],
  );
  table(figures);
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(`${JSON.stringify({ bench: 'assistant', seconds, ...Object.fromEntries(figures) })}\n`);
  if (all.some(({ wrongActs }) => wrongActs.length > 0)) process.exitCode = 1;
}

function show({ case: of, faults, talk, outcome }: Verdict): void {
  const lines = [
    `\n${of.id} (${of.kind}): ${outcome}`,
    ...faults.map((fault) => `  ! ${fault}`),
    ...talk.map(({ who, text }) => `  ${who === 'buyer' ? '>' : '<'} ${text.replaceAll('\n', '\n    ')}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function table(rows: [string, Figures][]): void {
  const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);
  const head = [
    '',
    'cases',
    'as expected',
    'solved',
    'handed over',
    'wrongly',
    'missed',
    'other',
    'wrong acts',
    'contained',
    'keywords',
    'turns',
    'abstained',
    'ms a turn',
  ];
  const body = rows.map(([name, of]) => [
    name,
    String(of.cases),
    percent(of.passed / of.cases),
    String(of.solved),
    String(of.handed_over_rightly),
    String(of.wrongly_handed_over),
    String(of.missed_hand_over),
    String(of.other_end),
    String(of.wrong_acts),
    percent(of.containment),
    percent(of.floor_keywords),
    `${of.turns.p50}/${of.turns.p90}`,
    percent(of.abstained),
    of.ms_per_turn ? `${Math.round(of.ms_per_turn.p50)}/${Math.round(of.ms_per_turn.p90)}` : '–',
  ]);
  const widths = head.map((_, at) => Math.max(...[head, ...body].map((row) => row[at]!.length)));
  for (const row of [head, ...body])
    process.stdout.write(`${row.map((cell, at) => cell.padEnd(widths[at]!)).join('  ')}\n`);
}
