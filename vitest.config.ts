import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// Tests run on sources: every package of the workspace has a `development` condition in its exports.
const sources = { conditions: ['development'] }

/** Files that take a minute or more. Begun last, one of them would run alone while the other workers have nothing left to do. */
const slow = [
  '/failing-',
  '/replay/',
  '/cli/test/',
  '/checks-fail',
  'conformance',
  '/every-operation',
  '/guides',
  '/nest',
  'browser.test',
  '/killed-',
  '/budget',
]

/** In a clean clone no earlier run tells how long a file takes. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = slow.findIndex((part) => moduleId.includes(part))
      return found < 0 ? slow.length : found
    }
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: Math.min(4, availableParallelism()),
    sequence: { sequencer: SlowFirst },
    // Many of the tests live through hundreds of transactions; a virtual machine may get half a processor.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 10_000,
    projects: [
      {
        extends: true,
        resolve: sources,
        ssr: { resolve: sources },
        test: { name: 'unit', include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.js', 'site/src/**/*.test.ts'] },
      },
      {
        extends: true,
        resolve: sources,
        ssr: { resolve: sources },
        test: {
          name: 'integration',
          globalSetup: ['packages/testing/src/database/global-setup.ts'],
          include: ['packages/*/test/**/*.test.ts', 'examples/**/*.test.ts', 'docs/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['packages/*/{src,test}/**/*.test-d.ts'],
            tsconfig: 'tsconfig.json',
            ignoreSourceErrors: true, // npm run types has them
            checker: './node_modules/typescript7/bin/tsc',
          },
        },
      },
    ],
  },
})
