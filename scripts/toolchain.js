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

/** A Node of this major version: the one that runs this, or the newest from the npm registry. Undefined where it cannot be had. */
export function nodeOf(major) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath
  const file = join(memory, `node-${major}.json`)
  const known = existsSync(file) ? parse(readFileSync(file, 'utf8')) : undefined
  if (known && existsSync(known.node)) return known.node
  const { command, args, shell } = npmTool('npx')
  const asked = [...args, '--yes', `--package=node@${major}`, '--', 'node', where]
  const { stdout, status } = spawnSync(command, asked, { cwd: tmpdir(), encoding: 'utf8', shell, stdio: ['ignore', 'pipe', 'inherit'] })
  const found = status === 0 ? parse(stdout.trim().split('\n').at(-1)) : undefined
  if (!found?.version.startsWith(`${major}.`)) return undefined
  mkdirSync(memory, { recursive: true })
  writeFileSync(file, JSON.stringify(found))
  return found.node
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
  const npx = npmTool('npx')
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

/** npx or npm as a JavaScript file run by this Node, because starting `npx.cmd` on Windows needs a shell and its quoting. */
export function npmTool(name) {
  const file = `${name}-cli.js`
  const beside = process.env.npm_execpath && join(dirname(process.env.npm_execpath), file)
  const bin = dirname(process.execPath)
  const candidates = [beside, join(bin, 'node_modules', 'npm', 'bin', file), join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', file)]
  const found = candidates.find((path) => path && existsSync(path))
  return found ? { command: process.execPath, args: [found], shell: false } : { command: name, args: [], shell: windows }
}
