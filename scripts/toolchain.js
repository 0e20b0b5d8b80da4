import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { memory } from './paths.js'

const oldestNode = [22, 18]
const nodePackage = 'node@24'
const pnpmPackage = 'pnpm@12'
const windows = process.platform === 'win32'

const fetched = join(memory, 'toolchain.json')
const where = fileURLToPath(new URL('./where.js', import.meta.url))

/**
 * A Node that can run the sources: this one if it is new enough, else one from the npm registry, kept in npm's own cache.
 * Nothing on the machine is changed.
 */
export function findNode() {
  return isNewEnough(process.versions.node) ? process.execPath : fetchTools().node
}

/** The command that starts pnpm 12: the one on the PATH, else one from the npm registry. */
export function findPnpm() {
  const installed = spawnSync('pnpm', ['--version'], { encoding: 'utf8', shell: windows, cwd: tmpdir() })
  if (installed.status === 0 && installed.stdout.trim().startsWith('12.')) return { command: 'pnpm', args: [], shell: windows }
  return { command: process.execPath, args: [fetchTools().pnpm], shell: false }
}

/** The environment for child processes: `node` is the Node that runs this. */
export function environment() {
  // Windows calls it Path.
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  return { ...process.env, [key]: dirname(process.execPath) + delimiter + (process.env[key] ?? '') }
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
}

function fetchTools() {
  const needsNode = !isNewEnough(process.versions.node)
  const known = remembered()
  if (known && existsSync(known.pnpm) && (!needsNode || (existsSync(known.node) && isNewEnough(known.version)))) return known

  const packages = needsNode ? [nodePackage, pnpmPackage] : [pnpmPackage]
  console.error(`Fetching ${packages.join(' and ')} from the npm registry (kept in npm's cache, nothing is installed globally) …`)
  const npx = npxCommand()
  // From an empty folder: npx would otherwise read the whole node_modules of the workspace first.
  const result = spawnSync(npx.command, [...npx.args, '--yes', ...packages.map((name) => `--package=${name}`), '--', 'node', where], {
    cwd: tmpdir(),
    encoding: 'utf8',
    shell: npx.shell,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const tools = parse(result.stdout?.trim().split('\n').at(-1))
  if (result.status !== 0 || !tools || !existsSync(tools.pnpm)) {
    console.error(
      `Could not fetch ${packages.join(' and ')}. Install Node 24 (https://nodejs.org) and pnpm 12 (https://pnpm.io) and try again.`,
    )
    process.exit(1)
  }
  mkdirSync(memory, { recursive: true })
  writeFileSync(fetched, JSON.stringify(tools))
  return tools
}

function remembered() {
  return existsSync(fetched) ? parse(readFileSync(fetched, 'utf8')) : undefined
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** npx as a JavaScript file run by this Node, because starting `npx.cmd` on Windows needs a shell and its quoting. */
function npxCommand() {
  const beside = process.env.npm_execpath && join(dirname(process.env.npm_execpath), 'npx-cli.js')
  const bin = dirname(process.execPath)
  const candidates = [
    beside,
    join(bin, 'node_modules', 'npm', 'bin', 'npx-cli.js'),
    join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', 'npx-cli.js'),
  ]
  const file = candidates.find((path) => path && existsSync(path))
  return file ? { command: process.execPath, args: [file], shell: false } : { command: 'npx', args: [], shell: windows }
}
