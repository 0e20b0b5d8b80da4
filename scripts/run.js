// The entry of every npm script: `node scripts/run.js <task> [arguments]`.
// This file and what it imports directly run on Node 18 without dependencies; the tasks run on the Node that they find or fetch.
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { CommandFailed, exitCode } from './run-command.js'
import { findNode } from './toolchain.js'

const node = findNode()
if (node === process.execPath) await perform(process.argv[2], process.argv.slice(3))
else process.exitCode = await exitCode(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)])

async function perform(name, args) {
  const { tasks } = await import('./tasks.js')
  const task = Object.hasOwn(tasks, name ?? '') ? tasks[name] : undefined
  if (!task) {
    console.error(`There is no task '${name}'. Tasks: ${Object.keys(tasks).join(', ')}.`)
    process.exitCode = 2
    return
  }
  try {
    process.exitCode = (await task(args)) ?? 0
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error
    console.error(error.message)
    process.exitCode = error.code
  }
}
