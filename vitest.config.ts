import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Tests run on sources: every package of the workspace has a `development` condition in its exports.
const sources = { conditions: ['development'] }

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: Math.min(4, availableParallelism()),
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    projects: [
      {
        extends: true,
        resolve: sources,
        ssr: { resolve: sources },
        test: { name: 'unit', include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.js'] },
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
