/** Walks a JSON Schema: every place a value may stand at, and a whole example. */
import type { JsonSchema } from '../../src/platform/openapi.ts';

export type Place = { path: (string | number)[]; schema: JsonSchema };

const options = (schema: JsonSchema): JsonSchema[] =>
  ((schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined)?.filter(({ type }) => type !== 'null') ?? [];

/** Every place below and including this one; of a list its first item, of a record one key. */
export function placesIn(schema: JsonSchema, path: Place['path'] = []): Place[] {
  const here = path.length === 0 ? [] : [{ path, schema }];
  const choices = options(schema);
  if (choices.length > 0) return choices.flatMap((one) => placesIn(one, path));
  if (schema.allOf) return (schema.allOf as JsonSchema[]).flatMap((one) => placesIn(one, path));
  if (schema.type === 'array') return [...here, ...itemsOf(schema).flatMap((item, n) => placesIn(item, [...path, n]))];
  if (schema.type !== 'object') return here;
  const known = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  const open = schema.additionalProperties;
  const some = open && typeof open === 'object' ? [...known, [keyOf(schema), open as JsonSchema] as const] : known;
  return [...here, ...some.flatMap(([name, inner]) => placesIn(inner, [...path, name]))];
}

/** One of what a list holds; of a tuple each. */
const itemsOf = (schema: JsonSchema): JsonSchema[] =>
  (schema.prefixItems as JsonSchema[] | undefined) ?? [(schema.items ?? {}) as JsonSchema];

const keyOf = (schema: JsonSchema) =>
  ((schema.propertyNames as JsonSchema | undefined)?.enum as string[] | undefined)?.[0] ?? 'some_key';

/** A value the schema takes, with everything optional filled in; `known` gives those a pattern alone allows. */
export function exampleOf(schema: JsonSchema): unknown {
  if ('const' in schema) return schema.const;
  if (schema.enum) return (schema.enum as unknown[])[0];
  const [choice] = options(schema);
  if (choice) return exampleOf(choice);
  switch (schema.type) {
    case 'object': {
      const known = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
      return Object.fromEntries(known.map(([name, inner]) => [name, exampleOf(inner)]));
    }
    case 'array':
      return itemsOf(schema).map(exampleOf);
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema.minimum ?? 1));
    case 'boolean':
      return true;
    default:
      return textOf(schema);
  }
}

function textOf({ format, pattern, minLength }: JsonSchema): string {
  if (format === 'uuid') return '019a0000-0000-7000-8000-000000000000';
  if (format === 'date') return '2026-11-10';
  if (format === 'date-time') return '2026-11-10T12:00:00Z';
  if (format === 'email') return 'someone@example.com';
  const known = ['USD', 'US', '#1E2A4A', 'web', 'SC-2345-6789', 'RMA-2345-6789', 'a-slug', 'A1-01', '0'];
  const fits = known.find((one) => pattern && new RegExp(pattern as string, 'u').test(one));
  return fits ?? 'a'.repeat(Math.max(2, Number(minLength ?? 2)));
}

/** A copy of `base` with `value` at that place; what is missing on the way is taken from `example`. */
export function withAt(base: unknown, example: unknown, [step, ...rest]: Place['path'], value: unknown): unknown {
  if (step === undefined) return value;
  const filled = base ?? example;
  const copy: Record<string | number, unknown> | unknown[] = Array.isArray(filled)
    ? [...filled]
    : { ...(filled && typeof filled === 'object' ? filled : {}) };
  const inside = (copy as Record<string | number, unknown>)[step];
  const shown = (example as Record<string | number, unknown> | null | undefined)?.[step];
  const changed = withAt(inside, shown, rest, value);
  if (step === '__proto__') return copy;
  (copy as Record<string | number, unknown>)[step] = changed;
  return copy;
}
