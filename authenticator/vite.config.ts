import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Relative addresses: the app works under /authenticator/ of a server and in any folder of a static host.
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
      // A new release waits until the person accepts it: it must not interrupt a person who is reading a code.
      registerType: 'prompt',
      injectRegister: false,
      manifest: false,               // public/manifest.webmanifest
      workbox: {
        // All files, also the decoder of QR codes: accounts are added without a network too. The worker is registered
        // only after the page has loaded (edges/release.ts), so the first visit is not delayed.
        globPatterns: ['**/*.{html,js,css,svg,png,webmanifest,wasm}'],
        cleanupOutdatedCaches: true,
        navigateFallback: 'index.html',
        // The device serves the first visit from now on: files that the page loads later are available without a
        // network.
        clientsClaim: true,
        inlineWorkboxRuntime: true,    // one file, whose every change the browser looks for
      },
    }),
  ],
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    setupFiles: ['tests/same-cases.ts'],
    testTimeout: 60_000,
    // The default of one second is too short on a busy machine, where a window hears late of another.
    expect: { poll: { timeout: 30_000 } },
  },
});
