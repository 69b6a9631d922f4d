// Vitest: the tests of src run from source; the ones of the built program find dist/ built once before all of them.
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They take minutes: begun last, all others would wait for them. */
const longest = ['test/cluster/parity.test.ts', 'test/integration/chdb.test.ts'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => longest.some((name) => moduleId.endsWith(name));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    sequence: { sequencer: LongestFirst },
    // Files share the modules of their process: nothing kept from one audit may show in another, and loading anew took half the time.
    isolate: false,
    globalSetup: ['test/build-once.ts'],
    // Only to end what hangs: a busy machine may take its time.
    testTimeout: 120_000,
    // Transcripts leave whole folders behind; removing them takes a while on a busy disk.
    hookTimeout: 60_000,
    // The clock zone and the language of the machine must not matter; an odd zone makes it show.
    env: { TZ: 'Pacific/Kiritimati' },
  },
});
