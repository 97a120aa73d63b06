import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const icons = fileURLToPath(
  new URL('node_modules/nhsuk-frontend/dist/nhsuk/assets/images', import.meta.url),
);

// Nothing is inlined: the server's content security policy allows scripts, styles and images from
// its own address only.
export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@nhsuk-icons': icons } },
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 600 },
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/testing/setup.ts'],
    css: false,
    restoreMocks: true,
    testTimeout: 60_000,
  },
});
