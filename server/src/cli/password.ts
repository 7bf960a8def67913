import { randomInt } from 'node:crypto';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { Terminal } from './terminal.ts';
import { Trouble } from './usage.ts';

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Sixteen letters and digits that cannot be taken for one another: 79 bits. */
export function newPassword(): string {
  const four = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return [four(), four(), four(), four()].join('-');
}

export type Chosen = { password: string; made: boolean };

/** The password somebody is to sign in with: from standard input where told so, asked for at a terminal, or made. */
export async function choosePassword({ stdin, say }: Terminal, who: string, fromStdin: boolean): Promise<Chosen> {
  if (fromStdin) return { password: checked((await text(stdin)).replace(/\r?\n$/, '')), made: false };
  if (!stdin.isTTY) return { password: newPassword(), made: true };
  say(`Password for ${who} (Enter makes one); it is not shown:`);
  const typed = await readHidden(stdin);
  return typed === '' ? { password: newPassword(), made: true } : { password: checked(typed), made: false };
}

function checked(password: string): string {
  if (password.length < 10 || password.length > 128) throw new Trouble('A password has 10 to 128 characters.');
  return password;
}

/** A line of a terminal, of which nothing is written back. */
function readHidden(stdin: Terminal['stdin']): Promise<string> {
  const quiet = createInterface({ input: stdin, terminal: true });
  return new Promise((resolve) => {
    quiet.once('line', (line) => {
      quiet.close();
      resolve(line);
    });
  });
}
