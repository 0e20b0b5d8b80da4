import { writeFileSync } from 'node:fs'
import process from 'node:process'

/**
 * A vitest reporter for the closing line of `npm test`: writes `{ loose, files }` to the file that TEST_COUNTS names. `files` holds one
 * `{ file, passed, failed, skipped, failures, skips }` for each; what failed outside a test (a file that does not load, a hook) counts as one failure each.
 * `loose` is what failed in no file: unhandled rejections.
 */
export default class TestReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const files = new Map()
    for (const module of modules) {
      const file = module.relativeModuleId
      const counts = files.get(file) ?? { file, passed: 0, failed: 0, skipped: 0, failures: [], skips: [] }
      files.set(file, counts)
      counts.failed += module.errors().length
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length
      for (const test of module.children.allTests()) count(counts, module, test)
    }
    const told = { loose: unhandledErrors.length, files: [...files.values()] }
    if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(told))
  }
}

function count(counts, module, test) {
  const { state, note } = test.result()
  const name = `${module.relativeModuleId} > ${test.fullName}`
  if (state === 'passed' || state === 'failed') {
    counts[state] += 1
    if (state === 'failed') counts.failures.push(name)
    return
  }
  counts.skipped += 1
  counts.skips.push({ test: name, reason: note ?? reasonOf(test, state) })
}

function reasonOf(test, state) {
  if (state === 'pending') return 'it did not run to its end'
  for (let suite = test.parent; suite.type !== 'module'; suite = suite.parent) {
    if (suite.errors().length > 0) return `a hook of '${suite.name}' failed`
  }
  return 'no reason given'
}
