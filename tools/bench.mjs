import { runPinned } from './bootstrap.mjs';

await runPinned('tools/bench.ts', process.argv.slice(2));
