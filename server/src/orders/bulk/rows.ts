/** A row of many: read, judged and answered on its own, with the number the sender can find it by. */
import type { UpsertAnswer } from '@recoup/contract';
import type { z } from 'zod';
import { Refusal } from '../../platform/refusal.ts';

export type RowError = UpsertAnswer['errors'][number];
/** A row as it came: its number, counted from 1, and what stands in it. */
export type RawRow = { row: number; value: unknown };

/** Why a row is left out: a stable code, the field as in the row (`lines.0.quantity`), and a sentence for its sender. */
export class RowRefusal extends Refusal {
  readonly field: string | null;
  readonly sentence: string;
  constructor(code: string, field: string | null, sentence: string) {
    super(code, { field });
    this.field = field;
    this.sentence = sentence;
  }
}

export function rowError(row: number, value: unknown, refusal: RowRefusal): RowError {
  const { code, field, sentence } = refusal;
  return { row, external_id: externalIdOf(value), code, field, message: sentence };
}

export function externalIdOf(value: unknown): string | null {
  const found = value !== null && typeof value === 'object' && 'external_id' in value ? value.external_id : null;
  return typeof found === 'string' ? found.slice(0, 120) : typeof found === 'number' ? String(found) : null;
}

/** Reads a row by the schema of the contract. Throws a RowRefusal that names the first thing wrong with it. */
export function readRow<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new RowRefusal('row.not_an_object', null, 'the row is not a JSON object');
  }
  const read = schema.safeParse(value);
  if (!read.success) throw refusalOf(read.error.issues[0]!, value);
  return read.data;
}

function refusalOf(issue: z.core.$ZodIssue, value: unknown): RowRefusal {
  const field = issue.path.join('.') || null;
  if (issue.code === 'invalid_type' && valueAt(value, issue.path) === undefined) {
    return new RowRefusal('field.missing', field, `${field} is missing`);
  }
  return new RowRefusal(`field.${issue.code}`, field, `${field}: ${issue.message}`);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) at = (at as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return at;
}

/** At most so many errors are told one by one; the count of failed rows is always whole. */
const MOST_ERRORS = 1000;

/** Adds up what became of rows, batch by batch. */
export class Tally {
  readonly answer: UpsertAnswer = { created: 0, updated: 0, unchanged: 0, failed: 0, errors: [] };

  add(part: UpsertAnswer): void {
    this.answer.created += part.created;
    this.answer.updated += part.updated;
    this.answer.unchanged += part.unchanged;
    this.answer.failed += part.failed;
    for (const error of part.errors) if (this.answer.errors.length < MOST_ERRORS) this.answer.errors.push(error);
  }
}

export function emptyAnswer(): UpsertAnswer {
  return { created: 0, updated: 0, unchanged: 0, failed: 0, errors: [] };
}
