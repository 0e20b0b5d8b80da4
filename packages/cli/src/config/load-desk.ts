import { existsSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import type { Desk } from '@deskwright/core'
import { isDeskError } from '@deskwright/core'
import { cliError } from '../cli-errors.ts'

/** Here, or in src. */
const names = ['desk.config.ts', 'desk.config.mts', 'desk.config.js', 'desk.config.mjs', 'desk.config.cjs']

/** The option that every command has which works on the host's desk. */
export const configArg = {
  config: {
    type: 'string',
    description: `Module that exports your desk, as \`desk\` or as the default (${names.join(', ')} unless told)`,
    valueHint: 'path/to/desk.ts',
  },
} as const

/**
 * The desk of the host's own module. Throws `cli.config_missing`, `cli.config_not_found`, `cli.config_failed`,
 * `cli.config_without_desk`, and what `createDesk` refuses in that module.
 */
async function loadDesk(config: string | undefined, folder = process.cwd()): Promise<Desk> {
  const path = configPath(config, folder)
  const shown = relative(folder, path) || path
  const module = await load(path, shown)
  const desk = [module.desk, module.default].find(isDesk)
  if (!desk) throw cliError('cli.config_without_desk', { path: shown, found: exportsOf(module) })
  return desk
}

/** Runs with the host's desk and closes it, whatever happens: an open pool would keep the process alive. */
export async function withDesk<T>(config: string | undefined, run: (desk: Desk) => Promise<T>): Promise<T> {
  const desk = await loadDesk(config)
  try {
    return await run(desk)
  } finally {
    await desk.close()
  }
}

function configPath(config: string | undefined, folder: string): string {
  if (config !== undefined) {
    const path = resolve(folder, config)
    if (!existsSync(path)) throw cliError('cli.config_not_found', { path: config })
    return path
  }
  const found = ['', 'src'].flatMap((place) => names.map((name) => join(folder, place, name))).find((path) => existsSync(path))
  if (found === undefined) throw cliError('cli.config_missing', { names: `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`, folder })
  return found
}

type Module = Readonly<Record<string, unknown>>

async function load(path: string, shown: string): Promise<Module> {
  try {
    return (await import(pathToFileURL(path).href)) as Module
  } catch (error) {
    // What createDesk refuses says itself what to do.
    if (isDeskError(error)) throw error
    // What `npm init` writes makes CommonJS of every .js and .ts file.
    if (
      error instanceof SyntaxError &&
      /import statement outside a module|Unexpected token 'export'/.test(error.message) &&
      /\.[jt]s$/.test(path)
    )
      throw cliError('cli.config_commonjs', { path: shown, better: basename(path).replace(/\.([jt]s)$/, '.m$1') }, { cause: error })
    throw cliError('cli.config_failed', { path: shown, reason: reasonOf(error, path) }, { cause: error })
  }
}

/** The message and where in the host's own files it was thrown: the rest of the stack is ours. */
function reasonOf(error: unknown, path: string): string {
  if (!(error instanceof Error)) return String(error)
  const folder = pathToFileURL(dirname(path)).href
  const place = error.stack?.split('\n').find((line) => line.includes(folder) && !line.includes('node_modules'))
  return place ? `${error.message} (${place.trim().replace(/^at /, 'at ')})` : error.message
}

const methods = ['as', 'system', 'fetch', 'migrate', 'status', 'doctor', 'close'] as const

/** By its shape: the host may have another copy of core than we. */
const isDesk = (value: unknown): value is Desk =>
  typeof value === 'object' && value !== null && methods.every((name) => typeof (value as Module)[name] === 'function')

const exportsOf = (module: Module): string => {
  const found = Object.keys(module)
  return found.length ? `it exports ${found.join(', ')}` : 'it exports nothing'
}
