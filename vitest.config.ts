import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    // All cores: by itself vitest leaves one of them alone, which is half of a small machine.
    maxWorkers: '100%',
  },
});
