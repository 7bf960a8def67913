/** What people with bad intentions, broken scripts and tired hands send. */
import { newId } from '../../src/platform/ids.ts';
import type { JsonSchema } from '../../src/platform/openapi.ts';

export const SQL = "'; drop table returns; --";
export const HTML = '<script>alert(1)</script>';
export const LIQUID = '{{ 7 | times: 7 }}{% include "secret" %}';
export const FORMULA = '=HYPERLINK("http://evil.example","1+1")';
export const ZPL = '^XZ^XA^FO0,0^FDhijacked^FS~JR';

const TEXTS = [SQL, HTML, LIQUID, FORMULA, ZPL, '../../../etc/passwd', "' or '1'='1", '%_\\', '\u202e\ufeffa', ''];
const LONG = 'x'.repeat(100_000);
const WRONG_TYPES = [null, true, 7, -1.5, [], {}, ['a'], { $ne: null }];
/** Names every object answers to, whether or not anybody put them there. */
const INHERITED = ['constructor', 'toString', 'hasOwnProperty', '__proto__'];

/** Values for one field of a body, by what its schema takes: none is what an honest caller sends. */
export function hostile(schema: JsonSchema): unknown[] {
  if (schema.type === 'integer' || schema.type === 'number') {
    return [-1, -100_000, 0, 1.5, 9e14, 1e21, 1e308, Number.MIN_VALUE, '1', 'NaN', SQL, null, [], {}];
  }
  if (schema.type === 'boolean') return ['true', 2, null, {}, SQL];
  if (schema.type === 'array') return [{}, 'a', null, [null], [[]], [SQL], Array(3_000).fill(null), [[[[{}]]]]];
  if (schema.type === 'object') return [[], 'a', null, 7, { toString: SQL }, nested(200)];
  if (schema.format === 'uuid') return [SQL, HTML, '\0', LONG, newId(), newId().toUpperCase(), 'null', ...WRONG_TYPES];
  if (schema.enum) return ['no_such_thing', ...INHERITED, SQL, '\0', '', ...WRONG_TYPES];
  if (schema.format === 'date' || schema.format === 'date-time') {
    return [
      '2026-02-30',
      '0000-00-00',
      '9999-12-31',
      '9999-12-31T23:59:59Z',
      '+275760-09-13',
      'now()',
      SQL,
      '\0',
      null,
    ];
  }
  return [...TEXTS, '\0', 'a\0b', '\ud800', LONG, ...INHERITED, ...WRONG_TYPES];
}

/** What stands in an address instead of an id or a code. */
export const NO_IDS = [
  SQL,
  HTML,
  LIQUID,
  FORMULA,
  '../../../etc/passwd',
  '%',
  '\0',
  'x'.repeat(5_000),
  'constructor',
  '-1',
  newId(),
];

/** The same for a part of an address, where everything is text. */
export function hostileText(schema: JsonSchema): string[] {
  const dates = ['0000-00-00', '9999-12-31', '-271821-04-20'];
  const numbers = ['-1', '0', '1e308', '99999999999999999999', 'NaN', '1.5'];
  return [
    ...TEXTS,
    '\0',
    'a\0b',
    'x'.repeat(5_000),
    ...INHERITED,
    ...dates,
    ...numbers,
    newId(),
    `${schema.enum ?? ''}`,
  ];
}

export function nested(depth: number): unknown {
  let inner: unknown = 'deep';
  for (let i = 0; i < depth; i++) inner = i % 2 ? [inner] : { inner };
  return inner;
}

/** Whole bodies that are none, with their content type. */
export const BODIES: [text: string, type: string][] = [
  ['', 'application/json'],
  ['{', 'application/json'],
  ['nonsense', 'application/json'],
  ['null', 'application/json'],
  ['[]', 'application/json'],
  ['"text"', 'application/json'],
  ['1e999', 'application/json'],
  ['{"__proto__":{"admin":true}}', 'application/json'],
  ['{"constructor":{"prototype":{"admin":true}}}', 'application/json'],
  [`${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'application/json'],
  [`${'{"lines":'.repeat(50_000)}"\\u0000"${'}'.repeat(50_000)}`, 'application/json'],
  [`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, 'application/json'],
  ['a=1&b=2', 'application/x-www-form-urlencoded'],
  ['<a/>', 'application/xml'],
  ['hello', 'text/plain'],
  ['no boundary', 'multipart/form-data'],
  ['--x\r\ncontent-disposition: form-data; name="a"', 'multipart/form-data; boundary=x'],
];
