import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { exitCode, run } from './run-command.js'
import { findPnpm, nodeOf, npmTool } from './toolchain.js'
import { bin, libraryEntries, publishedPackages } from './workspace.js'

/** `engines` says from which on; each of these is a line that gets corrections. */
const supportedNodes = [22, 24, 26]

/**
 * Checks what will be published, not what lies in the folder: packs every package, lints the tarballs (publint, attw), installs them in an
 * empty project that has none of the optional peers, imports every entry there by `import` and by `require`, compiles against its types and starts every command. Twice: as pnpm
 * installs and as npm does; and what is run is run by every Node that is supported.
 */
export async function checkPackages() {
  const folder = mkdtempSync(join(tmpdir(), 'deskwright-packed-'))
  try {
    const packed = await pack(folder)
    const failures = []
    const attempt = async (what, name, args, options) => {
      if ((await exitCode(process.execPath, [name, ...args], options)) !== 0) failures.push(what)
    }
    for (const { name, tarball, entries } of packed) {
      await attempt(`publint ${name}`, bin('publint'), ['run', tarball, '--strict'])
      if (entries.length === 0) continue
      await attempt(`attw ${name}`, bin('@arethetypeswrong/cli', 'attw'), [
        tarball,
        '--profile=esm-only',
        '--quiet',
        '--exclude-entrypoints=package.json',
      ])
    }
    const project = await emptyProject(folder, packed)
    await attempt('types in an empty project', bin('typescript', 'tsc'), ['--project', project], { cwd: project })
    for (const { manifest } of packed) {
      for (const [command, path] of Object.entries(manifest.bin ?? {})) {
        await attempt(`start of ${command}`, join('node_modules', manifest.name, path), ['--version'], { cwd: project })
      }
    }
    const host = await hostProject(folder, packed)
    const underNpm = await npmProject(folder, packed)
    for (const major of supportedNodes) {
      const node = nodeOf(major)
      if (!node) {
        failures.push(`Node ${major}, which could not be fetched`)
        continue
      }
      const on = async (what, cwd, file) => {
        if ((await exitCode(node, [file], { cwd })) !== 0) failures.push(`${what} on Node ${major}`)
      }
      await on('import and require of every entry', project, 'import.js')
      await on('import and require of every entry, installed by npm', underNpm, 'import.js')
      await on("the README's host in an empty folder", host, 'journey.js')
      await on('a plugin with its own typebox and Kysely', host, 'plugin.js')
      // What another Node's run left would be its tenants, and each name is taken once.
      rmSync(join(host, 'many-desks', 'desks'), { recursive: true, force: true })
      await on('the three desks of the guide, from one process', join(host, 'many-desks'), 'try.ts')
    }
    failures.push(...(await journeys(folder, packed, project)))
    for (const what of failures) console.error(`failed: ${what}`)
    return failures.length === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function pack(folder) {
  const pnpm = findPnpm()
  const packed = []
  for (const { name, folder: cwd, manifest } of publishedPackages()) {
    const before = new Set(readdirSync(folder))
    await run(pnpm.command, [...pnpm.args, 'pack', '--pack-destination', folder], {
      cwd,
      shell: pnpm.shell,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const file = readdirSync(folder).find((one) => !before.has(one))
    packed.push({ name, manifest, tarball: join(folder, file), entries: libraryEntries(manifest) })
  }
  return packed
}

const inCatalog = (name) =>
  readFileSync(new URL('../pnpm-workspace.yaml', import.meta.url), 'utf8').match(new RegExp(`^  '?${name}'?: (\\S+)`, 'm'))[1]

const addressesOf = (packed) => Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball.replaceAll('\\', '/')}`]))

/** What the README says, done in an empty folder: the host of its first block, and a ticket that goes from a customer to an agent and to nobody else. Beside it, a host with a plugin of its own. */
async function hostProject(folder, packed) {
  const project = mkdtempSync(join(folder, 'host-'))
  const core = packed.filter(({ name }) => name === '@deskwright/core')
  const others = ['better-sqlite3', 'express', 'kysely', 'typebox'].map((name) => [name, inCatalog(name)])
  const dependencies = { ...addressesOf(core), ...Object.fromEntries(others) }
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
  writeFileSync(join(project, 'pnpm-workspace.yaml'), JSON.stringify({ autoInstallPeers: false, strictDepBuilds: false }))
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  writeFileSync(join(project, 'server.js'), readme.match(/^```ts file=server\.ts\n([\s\S]*?)^```$/m)[1])
  for (const program of ['journey', 'plugin'])
    writeFileSync(join(project, `${program}.js`), readFileSync(new URL(`./packed-${program}.js`, import.meta.url), 'utf8'))
  mkdirSync(join(project, 'many-desks'))
  const guide = readFileSync(new URL('../docs/guide/many-desks.md', import.meta.url), 'utf8')
  for (const [, name, text] of guide.matchAll(/^```ts file=(\S+)\n([\s\S]*?)^```$/gm))
    writeFileSync(join(project, 'many-desks', name), text)
  await install(project)
  return project
}

/** What somebody does who is new to it, with the packed packages alone; on the Node at hand, as what depends on the Node has been seen already. */
async function journeys(folder, packed, project) {
  const failures = []
  const attempt = async (what, args, options) => {
    if ((await exitCode(process.execPath, args, options)) !== 0) failures.push(what)
  }
  const began = performance.now()
  const creator = packed.find(({ name }) => name === '@deskwright/create-plugin')
  const plugin = join(folder, 'plugin-loans')
  const create = join(project, 'node_modules', creator.name, Object.values(creator.manifest.bin)[0])
  await attempt('create-plugin', [create, 'loans', plugin], { stdio: ['ignore', 'ignore', 'inherit'] })
  // Peers as pnpm brings them unless told otherwise: vitest asks for vite.
  writeFileSync(join(plugin, 'pnpm-workspace.yaml'), workspaceOf(packed, { autoInstallPeers: true }))
  await install(plugin)
  await attempt('conformance of a new plugin', [join('node_modules', 'vitest', 'vitest.mjs'), 'run'], { cwd: plugin })
  await attempt('types of a new plugin', [bin('typescript', 'tsc'), '--project', plugin], { cwd: plugin })
  console.log(`A new plugin passes its suite ${((performance.now() - began) / 1000).toFixed(0)} s after the first command.`)

  const shop = mkdtempSync(join(folder, 'shop-'))
  const names = ['deskwright', '@deskwright/core']
  const tarballs = Object.fromEntries(Object.entries(addressesOf(packed)).filter(([name]) => names.includes(name)))
  const dependencies = { ...tarballs, express: inCatalog('express'), pg: inCatalog('pg'), 'drizzle-orm': drizzle() }
  writeFileSync(join(shop, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
  writeFileSync(join(shop, 'pnpm-workspace.yaml'), workspaceOf(packed))
  writeFileSync(join(shop, 'shop.js'), readFileSync(new URL('./packed-shop.js', import.meta.url), 'utf8'))
  await install(shop)
  if (process.env.DESKWRIGHT_NO_POSTGRES) return failures
  const { startPostgres } = await import('../packages/testing/src/database/embedded-postgres.ts')
  const server = await startPostgres({ fsync: false })
  try {
    await attempt('a desk in a shop with Drizzle on PostgreSQL', ['shop.js'], { cwd: shop, env: { DATABASE_URL: server.url } })
  } finally {
    await server.stop()
  }
  return failures
}

const drizzle = () =>
  JSON.parse(readFileSync(new URL('../examples/express-drizzle/package.json', import.meta.url), 'utf8')).dependencies['drizzle-orm']

/** The packages ask for each other by version: here that is the tarball. A workspace file also keeps pnpm from looking further up. */
const workspaceOf = (packed, more) =>
  JSON.stringify({ overrides: addressesOf(packed), autoInstallPeers: false, strictDepBuilds: false, ...more })

async function emptyProject(folder, packed) {
  const project = mkdtempSync(join(folder, 'project-'))
  const tarballs = addressesOf(packed)
  const nodeTypes = inCatalog('@types/node')
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies: tarballs, devDependencies: { '@types/node': nodeTypes } }),
  )
  writeFileSync(join(project, 'pnpm-workspace.yaml'), workspaceOf(packed))
  const entries = packed.flatMap(({ entries }) => entries)
  writeFileSync(join(project, 'import.js'), importing(packed))
  writeFileSync(
    join(project, 'types.ts'),
    entries.map((entry, index) => `import * as entry${index} from '${entry}'\nvoid entry${index}\n`).join(''),
  )
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { module: 'nodenext', target: 'es2024', strict: true, noEmit: true, skipLibCheck: true, types: ['node'] },
      files: ['types.ts'],
    }),
  )
  await install(project)
  return project
}

/** A program that asks for every entry in both ways, which must be the same module. */
function importing(packed) {
  const entries = packed.flatMap(({ entries }) => entries)
  const optional = packed.flatMap(({ manifest }) => Object.keys(manifest.peerDependenciesMeta ?? {}))
  return `import { createRequire } from 'node:module'
const optional = ${JSON.stringify(optional)}
const require = createRequire(import.meta.url)
for (const entry of ${JSON.stringify(entries)}) {
  try {
    const imported = await import(entry)
    const required = require(entry)
    for (const name of Object.keys(imported))
      if (required[name] !== imported[name]) throw new Error('require gives another ' + name + ' of ' + entry)
  } catch (error) {
    // An entry of its own for an optional peer may need it; a main entry may not.
    const missing = error.code === 'ERR_MODULE_NOT_FOUND' && optional.find((peer) => error.message.includes("'" + peer + "'"))
    if (!missing || entry.split('/').length < 3) throw error
  }
}
`
}

/** The same, as npm installs it: flat, with peers. */
async function npmProject(folder, packed) {
  const project = mkdtempSync(join(folder, 'npm-'))
  const tarballs = addressesOf(packed)
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({
      private: true,
      type: 'module',
      dependencies: tarballs,
      overrides: Object.fromEntries(Object.keys(tarballs).map((name) => [name, `$${name}`])),
    }),
  )
  writeFileSync(join(project, 'import.js'), importing(packed))
  const npm = npmTool('npm')
  await run(npm.command, [...npm.args, 'install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock', '--omit=optional'], {
    cwd: project,
    shell: npm.shell,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return project
}

async function install(project) {
  const pnpm = findPnpm()
  await run(pnpm.command, [...pnpm.args, 'install', '--prefer-offline', '--no-frozen-lockfile'], {
    cwd: project,
    shell: pnpm.shell,
    env: { CI: 'true' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
