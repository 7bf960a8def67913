/** The same numbers as an Excel sheet in which every result is a formula. */
import { basisOf } from '@recoup/contract/calculator-presets';
import { type CalculatorField, type CalculatorInput, calculatorLimits } from '@recoup/contract/cost-of-returns';
import type { SheetData } from 'write-excel-file/browser';
import type { Words } from '../words.ts';
import type { Typed } from './link.ts';

const INPUTS: CalculatorField[] = [
  'price',
  'units_a_month',
  'return_rate',
  'outbound_freight',
  'return_freight',
  'duty',
  'inspection',
  'days_in_store',
  'storage_a_day',
  'resale',
  'solvable',
  'early_cost',
];
const FIRST_ROW = 4;
const FORMAT = { money: '$#,##0.00', share: '0.00%', count: '#,##0' } as const;

/** Rows of the sheet: what may be changed first, then what follows from it. Cells are named by `at`. */
export function sheetRows({ t, language }: Words, kind: Typed['kind'], input: CalculatorInput): SheetData {
  const at = (field: CalculatorField) => `$B$${FIRST_ROW + INPUTS.indexOf(field)}`;
  const scale = { money: 100, share: 10_000, count: 1 };
  const head = (text: string) => ({ value: text, fontWeight: 'bold' as const });
  const rows: SheetData = [
    [{ value: t('sheet.title'), fontWeight: 'bold', fontSize: 14 }],
    [{ value: t('sheet.note'), textColor: '#656B68' }],
    [head(t('sheet.yours')), head(t('sheet.value')), head(t('sheet.basis'))],
    ...INPUTS.map((field) => {
      const { kind: unit } = calculatorLimits[field];
      const basis = basisOf(kind, field);
      return [
        t(`field.${field}`),
        { value: input[field] / scale[unit], format: FORMAT[unit], backgroundColor: '#E2EFEF' },
        { value: basis.note[language], textColor: '#656B68' },
      ];
    }),
    [],
    [head(t('sheet.one')), head(t('sheet.value')), head(t('sheet.formula'))],
  ];
  const cells = new Map<string, string>();
  const add = (name: string, label: string, formula: string, format: keyof typeof FORMAT, bold = false) => {
    rows.push([
      bold ? head(label) : label,
      {
        type: 'Formula',
        // Without the sign people type: OOXML writes a formula bare (ECMA-376, 18.3.1.40).
        value: formula,
        format: FORMAT[format],
        ...(bold ? { fontWeight: 'bold' as const } : {}),
      },
      { value: formula.replaceAll('$', ''), textColor: '#656B68' },
    ]);
    cells.set(name, `$B$${rows.length}`);
  };
  const cell = (name: string) => cells.get(name)!;
  add('refund', t('part.refund'), at('price'), 'money');
  add('outbound', t('part.outbound_freight'), at('outbound_freight'), 'money');
  add('return', t('part.return_freight'), at('return_freight'), 'money');
  add('duty', t('part.duty'), at('duty'), 'money');
  add('inspection', t('part.inspection'), at('inspection'), 'money');
  add('storage', t('part.storage'), `${at('days_in_store')}*${at('storage_a_day')}`, 'money');
  add('resale', t('part.resale'), `-ROUND(${at('price')}*${at('resale')},2)`, 'money');
  add('cost', t('part.real_cost'), `SUM(${cell('refund')}:${cell('resale')})`, 'money', true);
  rows.push([], [head(t('sheet.month')), head(t('sheet.value')), head(t('sheet.formula'))]);
  add('returns', t('sheet.returns'), `ROUND(${at('units_a_month')}*${at('return_rate')},0)`, 'count');
  add('solved', t('sheet.solved'), `ROUND(${cell('returns')}*${at('solvable')},0)`, 'count');
  add('all', t('save.all'), `${cell('returns')}*${cell('cost')}`, 'money');
  add(
    'early',
    t('save.early'),
    `(${cell('returns')}-${cell('solved')})*${cell('cost')}+${cell('solved')}*${at('early_cost')}`,
    'money',
  );
  add('saving', t('sheet.saving'), `${cell('all')}-${cell('early')}`, 'money', true);
  add('year', t('sheet.year'), `${cell('saving')}*12`, 'money', true);
  return rows;
}

/** Loads what writes Excel only now, and hands the file to the browser. */
export async function downloadSheet(words: Words, kind: Typed['kind'], input: CalculatorInput): Promise<void> {
  const { default: writeXlsxFile } = await import('write-excel-file/browser');
  await writeXlsxFile(sheetRows(words, kind, input), {
    sheet: words.t('sheet.name'),
    columns: [{ width: 30 }, { width: 16 }, { width: 70 }],
  }).toFile(`${words.t('sheet.file')}.xlsx`);
}
