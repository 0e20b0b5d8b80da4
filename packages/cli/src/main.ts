import process from 'node:process'
import { stripVTControlCharacters } from 'node:util'
import { isDeskError } from '@deskwright/core'
import { runCommand, runMain } from 'citty'
import { deskwright } from './command/deskwright.ts'

/** Exit codes: what was asked for could not be done, or the question was not understood. */
const FAILED = 1
const MISUSED = 2

/** Runs the command line and gives the exit code. What a user did wrong is one sentence on standard error; DESKWRIGHT_DEBUG=1 shows where it came from. */
export async function main(rawArgs: readonly string[]): Promise<number> {
  // `deskwright openapi | head` closes the pipe early, and that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  const asksForHelp = rawArgs.length === 0 || rawArgs.some((arg) => arg === '--help' || arg === '-h' || arg === '--version' || arg === '-v')
  try {
    if (asksForHelp) await runMain(deskwright, { rawArgs: rawArgs.length === 0 ? ['--help'] : [...rawArgs] })
    else await runCommand(deskwright, { rawArgs: [...rawArgs] })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    return report(error)
  }
}

function report(error: unknown): number {
  const isMisuse = error instanceof Error && error.name === 'CLIError'
  if (isMisuse) console.error(`${stripVTControlCharacters(error.message)}. See deskwright --help.`)
  else if (isDeskError(error)) console.error(`${error.message} (${error.code})`)
  else console.error(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  if (process.env['DESKWRIGHT_DEBUG']) console.error(error)
  return isMisuse || (isDeskError(error) && /^cli\.(?:argument|option)_/.test(error.code)) ? MISUSED : FAILED
}
