import { runPinned } from './bootstrap.mjs';

await runPinned('tools/test.ts', process.argv.slice(2));
