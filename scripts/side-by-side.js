import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { exitCode } from './run-command.js'

/** Most checks keep one core busy for a while and then wait for files. */
const LANES = 3

/** Runs tasks as processes of their own, a few at once, and prints what each said when it has ended. Gives the names of those that failed. */
export async function sideBySide(names) {
  const folder = mkdtempSync(join(tmpdir(), 'deskwright-check-'))
  const waiting = [...names]
  const failed = []
  const lane = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const file = join(folder, name)
      const output = openSync(file, 'w')
      const code = await exitCode(process.execPath, ['scripts/run.js', name], { stdio: ['ignore', output, output] })
      closeSync(output)
      console.log(`\n— ${name}\n${readFileSync(file, 'utf8').trimEnd()}`)
      if (code !== 0) failed.push(name)
    }
  }
  try {
    await Promise.all(Array.from({ length: LANES }, lane))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return names.filter((name) => failed.includes(name))
}
