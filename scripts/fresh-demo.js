import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { root } from './paths.js'
import { exitCode } from './run-command.js'

/**
 * What a newcomer does first: the demo in a fresh clone of what is committed, with its small installation. Everything else here runs where all is
 * installed, and would not miss a link that only that one lacks.
 */
export async function freshDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'deskwright-fresh-'))
  const clone = join(folder, 'clone')
  try {
    return (
      (await exitCode('git', ['clone', '--quiet', root, clone])) ||
      (await exitCode(process.execPath, [join(clone, 'scripts', 'run.js'), 'demo', '--smoke'], { cwd: clone }))
    )
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
