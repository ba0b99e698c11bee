import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Relative addresses: the app works under /authenticator/ of a server, and under any folder of a static host.
  base: './',
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,            // the content security policy allows no data: scripts or styles
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 200,
  },
  worker: { format: 'es' },
  plugins: [
    VitePWA({
      registerType: 'prompt',        // a new release waits until the person says so: never under somebody who is reading a code
      injectRegister: false,
      manifest: false,               // public/manifest.webmanifest
      workbox: {
        // Everything, the decoder of QR codes too: an account is added where there is no network as well. The worker is registered only once the page has
        // loaded (edges/release.ts), so none of this delays the first visit.
        globPatterns: ['**/*.{html,js,css,svg,png,webmanifest,wasm}'],
        cleanupOutdatedCaches: true,
        navigateFallback: 'index.html',
        clientsClaim: true,            // the first visit is served from the device at once: what it loads later is there without a network
        inlineWorkboxRuntime: true,    // one file, whose every change the browser looks for
      },
    }),
  ],
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    setupFiles: ['tests/same-cases.ts'],
    testTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } }, // by itself a second, which a busy machine may need for a window to hear of another
  },
});
