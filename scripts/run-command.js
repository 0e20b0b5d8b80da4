import { spawn } from 'node:child_process'
import process from 'node:process'
import { root } from './paths.js'
import { environment } from './toolchain.js'

/** A command of the workspace that ended with another code than 0. */
export class CommandFailed extends Error {
  constructor(command, code) {
    super(`${command} ended with code ${code}.`)
    this.code = code
  }
}

/** Runs a command in the root (or `cwd`) on this terminal and waits for its end; rejects with CommandFailed on any code but 0. */
export async function run(command, args, options = {}) {
  const code = await exitCode(command, args, options)
  if (code !== 0) throw new CommandFailed([command, ...args].join(' '), code)
}

/** Like `run`, but gives the exit code. Signals for this process are passed on, so that a server behind it ends in good order. */
export function exitCode(command, args, { cwd = root, env = {}, shell = false, stdio = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...environment(), ...env }, shell, stdio })
    // Ctrl-C in a terminal reaches the child by itself; a second one would mean "at once".
    const pass = (signal) => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal)
    process.on('SIGINT', pass)
    process.on('SIGTERM', pass)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      resolve(code ?? (signal ? 1 : 0))
    })
  })
}
