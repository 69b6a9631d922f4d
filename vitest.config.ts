// Vitest: the tests of src run from source; the ones of the built program find dist/ built once before all of them.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build-once.ts'],
    // Only to end what hangs: a busy machine may take its time.
    testTimeout: 120_000,
    // Transcripts leave whole folders behind; removing them takes a while on a busy disk.
    hookTimeout: 60_000,
    // The clock zone and the language of the machine must not matter; an odd zone makes it show.
    env: { TZ: 'Pacific/Kiritimati' },
  },
});
