import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { memory, root } from './paths.js'
import { run } from './run-command.js'
import { findPnpm } from './toolchain.js'

const lockfile = join(root, 'pnpm-lock.yaml')
const stamp = join(memory, 'install.json')

/** Installs everything, unless what lies there is already what the lockfile says. */
export async function installAll() {
  if (hasAll()) return
  await install('all', [])
}

/** Installs only what the demo runs on: no browser, no PostgreSQL, no other framework, no test tools. */
export async function installForDemo() {
  if (hasAll() || isStamped('demo')) return
  // A contributor's full installation is brought up to date as a whole: the small one would take the rest away.
  if (isFull()) await install('all', [])
  // The workspace's own core is what plugins find as their peer: an installation without what is for developers links it nowhere else.
  else await install('demo', ['--prod', '--filter', 'deskwright...', '--filter', 'deskwright-workspace', '--filter', '@deskwright/scripts'])
}

async function install(kind, selection) {
  const pnpm = findPnpm()
  // CI=true: pnpm asks before it replaces node_modules, and there may be nobody to answer.
  // --trust-lockfile: whoever runs this repository's scripts trusts its lockfile too; asking the registry about the age of every one of its
  // 600 packages, most of which the demo does not install, took longer than the installation.
  await run(pnpm.command, [...pnpm.args, 'install', '--frozen-lockfile', '--trust-lockfile', ...selection], {
    shell: pnpm.shell,
    env: { CI: 'true' },
  })
  mkdirSync(memory, { recursive: true })
  writeFileSync(stamp, JSON.stringify({ kind, lockfile: lockfileHash() }))
}

function isStamped(kind) {
  const text = readIfThere(stamp)
  if (text === undefined || !existsSync(join(root, 'node_modules', '.pnpm'))) return false
  const last = JSON.parse(text)
  return last.kind === kind && last.lockfile === lockfileHash()
}

function lockfileHash() {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex')
}

function isFull() {
  const state = readIfThere(join(root, 'node_modules', '.pnpm-workspace-state-v1.json'))
  return state !== undefined && JSON.parse(state).filteredInstall === false
}

/** Installed from here, or by hand: pnpm keeps a copy of the lockfile that it installed. */
function hasAll() {
  if (!isFull()) return false
  return isStamped('all') || readIfThere(join(root, 'node_modules', '.pnpm', 'lock.yaml')) === readFileSync(lockfile, 'utf8')
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
