import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{contract,server,dashboard,print-agent,tools,bench}/**/*.test.ts', 'e2e/**/*.e2e.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 60_000,
    // A shared machine may stall for longer than any limit; failing twice is failing.
    retry: process.env['CI'] ? 1 : 0,
    hookTimeout: 180_000,
    maxWorkers: 2,
    pool: 'forks',
  },
});
