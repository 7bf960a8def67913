/** The numbers in the address, after the #: that part of an address never leaves the browser. */
import { type CalculatorKind, calculatorKinds, calculatorPresets } from '@recoup/contract/calculator-presets';
import { type CalculatorField, calculatorFields, calculatorLimits } from '@recoup/contract/cost-of-returns';
import { linkNumber, readNumber, writeNumber } from '../number.ts';

/** What stands in the fields, as typed: a wrong number stays to be put right. */
export type Typed = { kind: CalculatorKind; fields: Record<CalculatorField, string> };

const isKind = (value: string | null): value is CalculatorKind => calculatorKinds.includes(value as CalculatorKind);

export function fieldsOf(kind: CalculatorKind): Record<CalculatorField, string> {
  const preset = calculatorPresets[kind];
  return Object.fromEntries(
    calculatorFields.map((field) => [field, writeNumber(preset[field], calculatorLimits[field].kind)]),
  ) as Record<CalculatorField, string>;
}

/** Reads `#kind=air_fryer&price=99.9`; what is not named keeps the kind's own number, and a wrong one is shown as it came. */
export function readLink(hash: string): Typed {
  const asked = new URLSearchParams(hash.replace(/^#/, ''));
  const wanted = asked.get('kind');
  const kind = isKind(wanted) ? wanted : 'robot_vacuum';
  const fields = fieldsOf(kind);
  for (const field of calculatorFields) {
    const value = asked.get(field)?.slice(0, 40);
    if (value === undefined) continue;
    const found = readNumber(value, calculatorLimits[field]);
    fields[field] = found.ok ? writeNumber(found.value, calculatorLimits[field].kind) : value;
  }
  return { kind, fields };
}

/** Only what differs from the kind's own numbers. */
export function writeLink({ kind, fields }: Typed): string {
  const preset = calculatorPresets[kind];
  const changed = calculatorFields.flatMap((field): [string, string][] => {
    const found = readNumber(fields[field], calculatorLimits[field]);
    if (!found.ok || found.value === preset[field]) return [];
    return [[field, linkNumber(found.value, calculatorLimits[field].kind)]];
  });
  return `#${new URLSearchParams([['kind', kind], ...changed])}`;
}
