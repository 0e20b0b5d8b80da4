import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import process from 'node:process'
import { memory, root } from './paths.js'
import { run } from './run-command.js'

const stamps = join(memory, 'build.json')
const shared = ['pnpm-lock.yaml', 'tsconfig.base.json', 'scripts/tsup.config.js', 'scripts/third-party-notices.js']

/**
 * Builds the packages whose sources changed since their last build. `declarations: false` leaves out the .d.ts files, which need the
 * type checker and several times as long; a program that only runs does not miss them.
 */
export async function build(packages, { declarations }) {
  const known = readStamps()
  const every = fingerprint([...shared, ...packages.map(({ folder }) => relative(root, folder))])
  const stale = packages.filter(({ name, folder, manifest }) => {
    if (!hasSources(manifest)) return false
    const stamp = known[name]
    if (!stamp || !existsSync(join(folder, 'dist')) || stamp.code !== fingerprint([...shared, relative(root, folder)])) return true
    // Declarations also depend on the types of the packages beside it.
    return declarations && stamp.declarations !== every
  })
  const tsup = createRequire(import.meta.url)
    .resolve('tsup/package.json')
    .replace('package.json', 'dist/cli-default.js')
  const config = join(root, 'scripts', 'tsup.config.js')
  await Promise.all(
    stale.map(async ({ name, folder }) => {
      await run(process.execPath, [tsup, '--config', config, '--silent'], {
        cwd: folder,
        env: { DECLARATIONS: declarations ? 'yes' : 'no' },
      })
      known[name] = { code: fingerprint([...shared, relative(root, folder)]), ...(declarations && { declarations: every }) }
    }),
  )
  if (stale.length === 0) return
  mkdirSync(memory, { recursive: true })
  writeFileSync(stamps, JSON.stringify(known, null, 2))
}

/** A package whose exports are still to come has nothing to build. */
function hasSources({ exports = {}, bin }) {
  return bin !== undefined || Object.values(exports).some((target) => typeof target === 'object')
}

function readStamps() {
  return existsSync(stamps) ? JSON.parse(readFileSync(stamps, 'utf8')) : {}
}

function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((one) => sources(one)).sort())
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

/** What a build reads: manifests, compiler settings and sources, without tests. */
function sources(path) {
  if (!existsSync(join(root, path, 'package.json'))) return [path]
  const inside = existsSync(join(root, path, 'src')) ? readdirSync(join(root, path, 'src'), { recursive: true, withFileTypes: true }) : []
  const files = inside.filter((entry) => entry.isFile() && !/\.test(-d)?\.tsx?$/.test(entry.name))
  return [
    `${path}/package.json`,
    `${path}/tsconfig.json`,
    ...files.map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/')),
  ]
}
