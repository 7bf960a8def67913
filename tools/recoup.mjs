import { runPinned } from './bootstrap.mjs';

await runPinned('tools/recoup.ts', process.argv.slice(2));
