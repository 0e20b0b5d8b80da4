import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { exitCode, run } from './run-command.js'
import { findPnpm } from './toolchain.js'
import { bin, libraryEntries, publishedPackages } from './workspace.js'

/**
 * Checks what will be published, not what lies in the folder: packs every package, lints the tarballs (publint, attw), installs them in an
 * empty project that has none of the optional peers, imports every entry there, compiles against its types and starts every command.
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
    await attempt('import of every entry', 'import.js', [], { cwd: project })
    await attempt('types in an empty project', bin('typescript', 'tsc'), ['--project', project], { cwd: project })
    for (const { manifest } of packed) {
      for (const [command, path] of Object.entries(manifest.bin ?? {})) {
        await attempt(`start of ${command}`, join('node_modules', manifest.name, path), ['--version'], { cwd: project })
      }
    }
    const host = await hostProject(folder, packed)
    await attempt("the README's host in an empty folder", 'journey.js', [], { cwd: host })
    await attempt('a plugin with its own typebox and Kysely', 'plugin.js', [], { cwd: host })
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
  await install(project)
  return project
}

async function emptyProject(folder, packed) {
  const project = mkdtempSync(join(folder, 'project-'))
  const tarballs = addressesOf(packed)
  const nodeTypes = inCatalog('@types/node')
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies: tarballs, devDependencies: { '@types/node': nodeTypes } }),
  )
  // The packages ask for each other by version: here that is the tarball. A workspace file also keeps pnpm from looking further up.
  writeFileSync(
    join(project, 'pnpm-workspace.yaml'),
    JSON.stringify({ overrides: tarballs, autoInstallPeers: false, strictDepBuilds: false }),
  )
  const entries = packed.flatMap(({ entries }) => entries)
  writeFileSync(
    join(project, 'import.js'),
    `const optional = ${JSON.stringify(packed.flatMap(({ manifest }) => Object.keys(manifest.peerDependenciesMeta ?? {})))}
for (const entry of ${JSON.stringify(entries)}) {
  try {
    await import(entry)
  } catch (error) {
    // An entry of its own for an optional peer may need it; a main entry may not.
    const missing = error.code === 'ERR_MODULE_NOT_FOUND' && optional.find((peer) => error.message.includes("'" + peer + "'"))
    if (!missing || entry.split('/').length < 3) throw error
    console.log(entry + ' needs ' + missing)
  }
}
`,
  )
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

async function install(project) {
  const pnpm = findPnpm()
  await run(pnpm.command, [...pnpm.args, 'install', '--prefer-offline', '--no-frozen-lockfile'], {
    cwd: project,
    shell: pnpm.shell,
    env: { CI: 'true' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
