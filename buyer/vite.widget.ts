/** Builds the widget of shops: `widget.js`, a plain script any page may carry, and the parts it loads, with hashes in their names. */
import { join, resolve } from 'node:path';
import preact from '@preact/preset-vite';
import { build, type Plugin, type Rolldown } from 'vite';

const here = import.meta.dirname;

/** Builds into `outDir`; answers what the loader loads first. */
export async function buildWidget(outDir: string): Promise<{ panel: string }> {
  const common = {
    root: here,
    configFile: false as const,
    logLevel: 'warn' as const,
    publicDir: false as const,
    define: { 'process.env.NODE_ENV': '"production"' },
  };
  const output = (await build({
    ...common,
    plugins: [preact({ devToolsEnabled: false })],
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      minify: true,
      lib: { entry: join(here, 'src/widget/panel.tsx'), formats: ['es'] },
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        output: {
          entryFileNames: 'widget/assets/[name]-[hash].js',
          chunkFileNames: 'widget/assets/[name]-[hash].js',
          minify: true,
          // What a call is carried by changes at another pace than its screen, and is weighed apart.
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [{ name: 'rtc', test: /[\\/]rtc[\\/](?!(?:marks|sound)\.ts)/ }],
          },
          comments: { annotation: false },
        },
      },
    },
  })) as Rolldown.RolldownOutput | Rolldown.RolldownOutput[];
  const chunks = [output].flat().flatMap((one) => one.output);
  const panel = chunks.find((one) => one.type === 'chunk' && one.isEntry)!.fileName;
  await build({
    ...common,
    define: { ...common.define, PANEL: JSON.stringify(panel) },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      minify: true,
      lib: {
        entry: join(here, 'src/widget/loader.ts'),
        formats: ['iife'],
        name: 'recoupWidget',
        fileName: () => 'widget.js',
      },
    },
  });
  return { panel };
}

export function widget(): Plugin {
  let outDir = 'dist';
  return {
    name: 'recoup-widget',
    apply: 'build',
    configResolved: (config) => {
      outDir = resolve(config.root, config.build.outDir);
    },
    async writeBundle() {
      await buildWidget(outDir);
    },
  };
}
