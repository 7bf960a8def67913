import { build } from 'vite';

/** A module of ours and all it imports as one classic script for a page; what it exports is found under `name`. */
export async function bundle(entry: URL, name: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: new URL('..', import.meta.url).pathname,
    build: { write: false, target: 'es2024', minify: true, lib: { entry: entry.pathname, name, formats: ['iife'] } },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !('output' in first)) throw new Error('nothing was built');
  return first.output.map((part) => (part.type === 'chunk' ? part.code : '')).join('\n');
}
