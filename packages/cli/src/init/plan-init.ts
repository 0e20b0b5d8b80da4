import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { cliError } from '../cli-errors.ts'
import { addToEntry, type EntryFacts, type Insertion, inserted } from './add-to-entry.ts'
import { deskModule } from './desk-module.ts'
import { type Framework, frameworks } from './framework.ts'
import { planNext } from './plan-next.ts'

/** What happens to one file. */
export interface FileChange {
  /** Below the folder. */
  readonly path: string
  readonly text: string
  /** Undefined: the file is new. */
  readonly insertions: readonly Insertion[] | undefined
  readonly before: string
}
export interface InitPlan {
  readonly framework: Framework
  readonly changes: readonly FileChange[]
}
export interface InitOptions {
  readonly folder: string
  readonly framework: string | undefined
  readonly entry: string | undefined
  /** Under which the desk is mounted. */
  readonly path: string
}
export interface Manifest {
  readonly type?: string
  readonly main?: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** What is to be done, read and not yet done. Throws `init.…` with what to do by hand. */
export function planInit({ folder, framework: asked, entry: named, path }: InitOptions): InitPlan {
  if (!/^(?:\/[A-Za-z0-9_-]+)+$/.test(path))
    throw cliError('cli.option_value', { option: 'path', expected: 'a path such as /support', value: path })
  const manifest = manifestOf(folder)
  const framework = frameworkOf(manifest, asked)
  if (framework.id === 'next') return { framework, changes: planNext(folder, path) }
  const entry = entryOf(folder, manifest, framework, named)
  const before = readFileSync(join(folder, entry), 'utf8')
  const isCommonJs = !/^\s*(?:import\b[^(]|export\b)/m.test(before)
  const desk = deskFile(folder, entry, manifest, isCommonJs)
  const facts: EntryFacts = { framework, path, isCommonJs, specifier: specifierOf(before, entry, desk, manifest) }
  const edit = addToEntry(before, facts)
  if (edit.kind === 'unknown') throw byHand(entry, edit.reason, facts)
  const isThere = existsSync(join(folder, desk))
  return {
    framework,
    changes: [
      ...(isThere ? [] : [{ path: desk, text: deskModule(isCommonJs), insertions: undefined, before: '' }]),
      ...(edit.kind === 'done' ? [] : [{ path: entry, text: inserted(before, edit.insertions), insertions: edit.insertions, before }]),
    ],
  }
}

const byHand = (entry: string, reason: string, { framework, path, specifier, isCommonJs }: EntryFacts) => {
  const bring = (names: string, from: string): string =>
    isCommonJs ? `const ${names} = require('${from}')` : `import ${names} from '${from}'`
  return cliError('init.by_hand', {
    path: entry,
    reason,
    steps: `${bring(`{ ${framework.adapter} }`, `@deskwright/core/${framework.id}`)}; ${bring('{ desk }', specifier)}; ${framework.mounted('app', path)}`,
  })
}

function manifestOf(folder: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  } catch (cause) {
    throw cliError('init.no_manifest', { folder }, { cause })
  }
}

function frameworkOf({ dependencies, devDependencies }: Manifest, asked: string | undefined): Framework {
  const known = frameworks.map(({ id }) => id).join(', ')
  if (asked !== undefined) {
    const found = frameworks.find(({ id }) => id === asked)
    if (!found) throw cliError('cli.option_value', { option: 'framework', expected: `one of ${known}`, value: asked })
    return found
  }
  const all = { ...devDependencies, ...dependencies }
  const found = frameworks.find(({ dependency }) => Object.hasOwn(all, dependency))
  if (!found) throw cliError('init.no_framework', { known })
  return found
}

const endings = ['ts', 'mts', 'js', 'mjs', 'cjs', 'cts']
const usual = ['src/main', 'src/server', 'src/app', 'src/index', 'server', 'app', 'index', 'main'].flatMap((name) =>
  endings.map((ending) => `${name}.${ending}`),
)

/** Whatever makes the application, of the files that usually do and those that the manifest starts. */
function entryOf(folder: string, manifest: Manifest, framework: Framework, named: string | undefined): string {
  if (named !== undefined) {
    const path = relative(folder, join(folder, named))
    if (path.startsWith('..') || !existsSync(join(folder, named))) throw cliError('init.no_entry', { tried: named })
    return path
  }
  const started = Object.values(manifest.scripts ?? {}).flatMap((script) => script.match(/[\w./-]+\.[cm]?[jt]s\b/g) ?? [])
  const candidates = [
    ...new Set([...started, ...(manifest.main ? [manifest.main] : []), ...usual].map((path) => path.replace(/^\.\//, ''))),
  ]
  const there = candidates.filter((path) => !/^(?:\.\.|dist\/|build\/|node_modules\/)/.test(path) && existsSync(join(folder, path)))
  const text = (path: string): string => readFileSync(join(folder, path), 'utf8')
  const found =
    there.find((path) => text(path).includes(`${framework.adapter}(`)) ??
    there.find((path) => text(path).search(framework.made) >= 0) ??
    there[0]
  if (found === undefined) throw cliError('init.no_entry', { tried: usual.slice(0, 6).join(', ') })
  return found
}

/** Beside the entry, in its language; the one that is there already counts. */
function deskFile(folder: string, entry: string, { type }: Manifest, isCommonJs: boolean): string {
  const place = dirname(entry) === '.' ? '' : `${dirname(entry)}/`
  const there = endings.map((ending) => `${place}desk.config.${ending}`).find((path) => existsSync(join(folder, path)))
  if (there) return there
  if (/\.[cm]?ts$/.test(entry)) return `${place}desk.config.${entry.endsWith('.mts') ? 'mts' : 'ts'}`
  if (isCommonJs) return `${place}desk.config.${type === 'module' ? 'cjs' : 'js'}`
  return `${place}desk.config.${type === 'module' ? 'js' : 'mjs'}`
}

/** As the entry names its own files; where it names none, as its compiler or Node wants it. */
function specifierOf(source: string, entry: string, desk: string, { type }: Manifest): string {
  const [name = '', ending = ''] = [desk.replace(/^.*\//, '').replace(/\.\w+$/, ''), desk.replace(/^.*\./, '')]
  if (!/\.[cm]?ts$/.test(entry)) return `./${name}.${ending}`
  const own = /(?:from|import|require\()\s*['"](\.{1,2}\/[^'"]+)['"]/.exec(source)?.[1]
  if (own === undefined) return type === 'module' || ending === 'mts' ? `./${name}.${ending === 'mts' ? 'mjs' : 'js'}` : `./${name}`
  const used = /\.([cm]?[jt]s)$/.exec(own)?.[1]
  if (used === undefined) return `./${name}`
  return used.endsWith('ts') ? `./${name}.${ending}` : `./${name}.${ending.replace('ts', 'js')}`
}
