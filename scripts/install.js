import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { memory, root } from './paths.js'
import { run } from './run-command.js'
import { findPnpm } from './toolchain.js'

const lockfile = join(root, 'pnpm-lock.yaml')
const demoStamp = join(memory, 'demo-install')

/** Installs everything, unless what lies there is already what the lockfile says. */
export async function installAll() {
  if (hasAll()) return
  await install([])
}

/** Installs only what the demo runs on: no browser, no PostgreSQL, no other framework, no test tools. */
export async function installForDemo() {
  const wanted = createHash('sha256').update(readFileSync(lockfile)).digest('hex')
  if (hasAll() || readIfThere(demoStamp) === wanted) return
  // A contributor's full installation is brought up to date as a whole: the small one would take the rest away.
  if (isFull()) return install([])
  await install(['--prod', '--filter', 'deskwright...', '--filter', '@deskwright/scripts'])
  mkdirSync(memory, { recursive: true })
  writeFileSync(demoStamp, wanted)
}

async function install(selection) {
  const pnpm = findPnpm()
  // CI=true: pnpm asks before it replaces node_modules, and there may be nobody to answer.
  await run(pnpm.command, [...pnpm.args, 'install', '--frozen-lockfile', ...selection], { shell: pnpm.shell, env: { CI: 'true' } })
}

function isFull() {
  const state = readIfThere(join(root, 'node_modules', '.pnpm-workspace-state-v1.json'))
  return state !== undefined && JSON.parse(state).filteredInstall === false
}

/** pnpm keeps a copy of the lockfile that it installed; after a partial installation the copy is shorter. */
function hasAll() {
  return isFull() && readIfThere(join(root, 'node_modules', '.pnpm', 'lock.yaml')) === readFileSync(lockfile, 'utf8')
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
