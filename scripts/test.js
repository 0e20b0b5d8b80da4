import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { exitCode } from './run-command.js'
import { bin } from './workspace.js'

/**
 * Runs every test (or those that the arguments, which are vitest's, choose) and closes with one line: `N passed, N failed, N skipped`.
 * Above it stands each skipped test with its reason.
 */
export async function test(args) {
  const folder = mkdtempSync(join(tmpdir(), 'deskwright-test-'))
  const file = join(folder, 'counts.json')
  const reporters = ['--reporter=default', '--reporter=./scripts/test-reporter.js']
  try {
    const code = await exitCode(process.execPath, [bin('vitest'), 'run', ...reporters, ...args], { env: { TEST_COUNTS: file } })
    const { passed, failed, skipped, skips } = existsSync(file)
      ? JSON.parse(readFileSync(file, 'utf8'))
      : { passed: 0, failed: 0, skipped: 0, skips: [] }
    if (code !== 0 && failed === 0) console.error(`vitest ended with code ${code} without naming a failed test.`)
    const failures = code !== 0 ? Math.max(failed, 1) : failed
    for (const { test: name, reason } of skips) console.log(`skipped: ${name}: ${reason}`)
    console.log(`${passed} passed, ${failures} failed, ${skipped} skipped`)
    return failures === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
