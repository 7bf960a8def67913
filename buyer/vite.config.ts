import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { widget } from './vite.widget.ts';

const server = `http://localhost:${process.env.PORT ?? 4100}`;

/** The buyer's pages live under /b/ and are small: no font, no framework but Preact. A call's page stands apart, under /call/. The widget of shops is built beside them. */
export default defineConfig({
  base: '/b/',
  plugins: [preact(), widget()],
  build: {
    outDir: 'dist',
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [join(import.meta.dirname, 'index.html'), join(import.meta.dirname, 'call.html')] },
  },
  server: { proxy: { '/v1': server } },
});
