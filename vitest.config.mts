import { defineConfig } from 'vitest/config';

/** Everything that needs nothing but Node. Real editors: `npm run test:editor`. */
export default defineConfig({
  test: {
    include: ['{server,client,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/editor/**'],
    testTimeout: 20_000,
  },
});
