import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { exitCode } from './run-command.js'
import { totals, withSecondLook } from './test-counts.js'
import { bin } from './workspace.js'

/** More files than these have not failed because the machine had too much to do. */
const MOST_TO_REPEAT = 12

/**
 * Runs every test (or those that the arguments, which are vitest's, choose) and closes with one line: `N passed, N failed, N skipped`.
 * Above it stands each skipped test with its reason.
 *
 * A run of everything takes all processors for minutes, and a test that kills a process at a moment or waits for a clock can miss it then. So the
 * few files that failed run once more, alone; what passes there is told as unsteady, and counts as passed.
 */
export async function test(args) {
  const first = await run(args)
  const failed = first.files.filter((file) => file.failed > 0).map(({ file }) => file)
  const isRepeated = args.length === 0 && first.loose === 0 && failed.length > 0 && failed.length <= MOST_TO_REPEAT
  let told = first
  if (isRepeated) {
    console.log(`\nOnce more, alone: ${failed.join(', ')}`)
    told = withSecondLook(first, await run([...failed, '--maxWorkers=1']))
  }
  const { passed, failures, skipped, skips, unsteady } = totals(told)
  if (told.code !== 0 && failures === 0) console.error(`vitest ended with code ${told.code} without naming a failed test.`)
  for (const { test: name, reason } of skips) console.log(`skipped: ${name}: ${reason}`)
  for (const name of unsteady) console.log(`unsteady: ${name}: failed beside the others, passed alone`)
  const all = told.code !== 0 ? Math.max(failures, 1) : failures
  console.log(`${passed} passed, ${all} failed, ${skipped} skipped`)
  return all === 0 ? 0 : 1
}

/** What one run of vitest ended with, and what it counted. */
async function run(args) {
  const folder = mkdtempSync(join(tmpdir(), 'deskwright-test-'))
  const file = join(folder, 'counts.json')
  const reporters = ['--reporter=default', '--reporter=./scripts/test-reporter.js']
  try {
    const code = await exitCode(process.execPath, [bin('vitest'), 'run', ...reporters, ...args], { env: { TEST_COUNTS: file } })
    return { code, ...(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { loose: 0, files: [] }) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
