/**
 * The staff web app. `vite` serves it with hot reload and hands /v1 and /socket.io to a running server
 * (RECOUP_ORIGIN, default http://localhost:4100); `vite build` writes console/dist, which the server serves at /.
 */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.RECOUP_ORIGIN ?? 'http://localhost:4100';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react()],
  server: {
    port: Number(process.env.CONSOLE_PORT ?? 4110),
    strictPort: true,
    proxy: {
      '/v1': { target: server, changeOrigin: false },
      '/docs': { target: server, changeOrigin: false },
      '/socket.io': { target: server, ws: true, changeOrigin: false },
    },
  },
  // Found late, behind a click: without this the page would reload then.
  optimizeDeps: { include: ['bwip-js/browser', 'zxing-wasm/reader'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Browsers that know light-dark() themselves: written out for others, a part of a page could not be dark by itself.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // What changes with every release apart from what does not, so a new version is a small download.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|@tanstack|i18next|react-i18next|zod)\// },
            { name: 'antd', test: /node_modules\/(antd|@ant-design|@rc-component|@emotion|stylis|dayjs)\// },
            {
              name: 'ui',
              test: /console\/src\/(ui|app)\/(?!station\/|codes|read-code|camera|words-|refusals|.*\.json)/,
            },
          ],
        },
      },
    },
  },
});
