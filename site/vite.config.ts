import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

const server = `http://localhost:${process.env.PORT ?? 4100}`;

/** The public pages: /calculator and /assessment, their parts below /site/. What only some need (Excel) comes when asked for. */
export default defineConfig({
  base: '/site/',
  plugins: [preact()],
  build: { outDir: 'dist', target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/v1': server } },
});
