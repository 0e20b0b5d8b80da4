import { writeFileSync } from 'node:fs'
import process from 'node:process'

/**
 * A vitest reporter for the closing line of `npm test`: writes `{ passed, failed, skipped, skips }` to the file that
 * TEST_COUNTS names. What failed outside a test (a file that does not load, a hook, an unhandled rejection) counts as one failure each.
 */
export default class TestReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0, skips: [] }
    for (const module of modules) {
      counts.failed += module.errors().length
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length
      for (const test of module.children.allTests()) count(counts, module, test)
    }
    if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts))
  }
}

function count(counts, module, test) {
  const { state, note } = test.result()
  if (state === 'passed' || state === 'failed') {
    counts[state] += 1
    return
  }
  counts.skipped += 1
  counts.skips.push({ test: `${module.relativeModuleId} > ${test.fullName}`, reason: note ?? reasonOf(test, state) })
}

function reasonOf(test, state) {
  if (state === 'pending') return 'it did not run to its end'
  for (let suite = test.parent; suite.type !== 'module'; suite = suite.parent) {
    if (suite.errors().length > 0) return `a hook of '${suite.name}' failed`
  }
  return 'no reason given'
}
