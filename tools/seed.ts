// Makes the demo workspace where DATABASE_URL and RECOUP_DATA say; a part of npm start.
import { writeFile } from 'node:fs/promises';
import { seedDemo } from '../server/src/demo/seed.ts';
import { readConfig } from '../server/src/platform/config.ts';
import { openDatabase } from '../server/src/platform/db.ts';
import { keptSecret } from '../server/src/platform/kept-secret.ts';
import { demoNote } from './demo.ts';

const config = readConfig(process.env, keptSecret);
const db = openDatabase(config.databaseUrl);
try {
  const demo = await seedDemo({ config, db, say: (line) => process.stdout.write(`${line}\n`) });
  if (demo) await writeFile(demoNote(config.dataFolder), JSON.stringify({ portal: demo.portal }));
} finally {
  await db.close();
}
