import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Said to the person at the terminal as it is, without a stack. */
export class Trouble extends Error {}

export type Options = NonNullable<ParseArgsConfig['options']>;
type Given = { values: Record<string, string | boolean | (string | boolean)[] | undefined>; rest: string[] };

/** Reads a command's arguments; what is wrong with them is told with the command's usage. */
export function readArgs(args: readonly string[], options: Options, usage: string, rest = 0): Given {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    if (positionals.length > rest) throw new Error(`What is "${positionals[rest]}"?`);
    return { values, rest: positionals };
  } catch (error) {
    const message = (error as Error).message.replace(/\. To specify a positional argument.*$/s, '.');
    throw new Trouble(`${message}\n\n${usage}`);
  }
}

/** The value of an option that must be there. */
export function needed({ values }: Given, option: string, usage: string): string {
  const value = values[option];
  if (typeof value !== 'string' || value.trim() === '') throw new Trouble(`--${option} is missing.\n\n${usage}`);
  return value;
}

export function one({ values }: Given, option: string): string | undefined {
  const value = values[option];
  return typeof value === 'string' ? value : undefined;
}

/** The values of an option that may be given several times, or once with commas. */
export function many({ values }: Given, option: string): string[] {
  const given = values[option];
  return (Array.isArray(given) ? given : [])
    .flatMap((value) => String(value).split(','))
    .map((value) => value.trim())
    .filter(Boolean);
}

export function oneOf<T extends string>(value: string, allowed: readonly T[], option: string): T {
  const found = allowed.find((one) => one === value);
  if (!found) throw new Trouble(`--${option} ${value}: must be one of ${allowed.join(', ')}`);
  return found;
}
