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
        globPatterns: ['**/*.{html,js,css,svg,png,webmanifest,wasm}'],
        cleanupOutdatedCaches: true,
        navigateFallback: 'index.html',
      },
    }),
  ],
  test: { include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'], testTimeout: 60_000 },
});
