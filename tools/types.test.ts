import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkTypes, PROJECTS } from './types.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recoup-types-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A project with the settings of a real one, and this one file in it. */
async function check(project: string, text: string | null) {
  const config = { extends: join(ROOT, project, 'tsconfig.json'), compilerOptions: { types: [] }, include: ['*.mts'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  await rm(join(folder, 'planted.mts'), { force: true });
  if (text !== null) await writeFile(join(folder, 'planted.mts'), text);
  return checkTypes(folder);
}

it.each(PROJECTS)('a wrong type in %s is found', async (project) => {
  const fine = await check(project, 'export const count: number = 1;\n');
  expect(fine).toEqual({ files: 1, errors: [] });
  const wrong = await check(project, "export const count: number = 'one';\nexport const first: string = [''][0];\n");
  expect(wrong.errors.flatMap((error) => /TS\d+/.exec(error) ?? [])).toEqual(['TS2322', 'TS2322']);
});

it('a project that sees no file fails', async () => {
  const { files, errors } = await check('server', null);
  expect(files).toBe(0);
  expect(errors.at(-1)).toMatch(/sees no file/);
});
