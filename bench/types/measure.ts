import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type GeneratedCase, generate } from './generate.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const core = join(root, 'packages', 'core')
const compilerOf = (name: string): string => join(root, 'node_modules', name, 'bin', 'tsc')

/** What one run of the compiler says of itself. */
interface Cost {
  readonly instantiations: number
  /** Seconds. */
  readonly check: number
}
export interface Measured {
  readonly name: string
  /** Plugins and desk, from sources, with core as an installed package. */
  readonly author: Cost
  /** Bytes of the desk's declaration, whose type is printed there. */
  readonly declaration: number
  /** One file that calls every plugin, against the built declarations of all of them. */
  readonly consumer: Cost
}

const settings = {
  target: 'es2024',
  lib: ['es2024', 'dom'],
  module: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
  skipLibCheck: true,
  declaration: true,
  types: [],
}

/** A folder outside the repository in which core is installed: as declarations made from its sources, beside its dependencies. */
export class TypeLaboratory {
  readonly folder: string

  private constructor(folder: string) {
    this.folder = folder
  }

  static async open(): Promise<TypeLaboratory> {
    const laboratory = new TypeLaboratory(mkdtempSync(join(tmpdir(), 'deskwright-types-')))
    await laboratory.#installCore()
    return laboratory
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }

  async #installCore(): Promise<void> {
    const modules = join(this.folder, 'node_modules')
    const installed = join(modules, '@deskwright', 'core')
    mkdirSync(installed, { recursive: true })
    const resolver = createRequire(join(core, 'package.json'))
    for (const dependency of ['typebox', 'kysely', 'hookable', 'hono', 'uuid'])
      symlinkSync(folderOf(resolver.resolve.paths(dependency) ?? [], dependency), join(modules, dependency), 'junction')
    writeFileSync(join(this.folder, 'package.json'), '{ "type": "module" }')
    const project = join(this.folder, 'core.json')
    // The faster compiler makes the declarations; the one that the budget names measures.
    writeFileSync(
      project,
      JSON.stringify({
        extends: join(root, 'tsconfig.base.json'),
        compilerOptions: {
          noEmit: false,
          emitDeclarationOnly: true,
          rootDir: join(core, 'src'),
          outDir: join(installed, 'dist'),
          typeRoots: [join(root, 'node_modules', '@types')],
        },
        files: [join(core, 'src', 'index.ts')],
      }),
    )
    await compile(compilerOf('typescript7'), project, { mayFail: true })
    writeFileSync(
      join(installed, 'package.json'),
      JSON.stringify({ name: '@deskwright/core', type: 'module', exports: { '.': { types: './dist/index.d.ts' } } }),
    )
  }

  /** Generates a case and lets the compiler count. Rejects with its errors when it has any (TS7056 among them). */
  async measure(one: GeneratedCase): Promise<Measured> {
    const folder = join(this.folder, one.name)
    generate(folder, one)
    const author = join(folder, 'tsconfig.json')
    writeFileSync(author, JSON.stringify({ compilerOptions: { ...settings, rootDir: '.', outDir: 'out' }, files: ['desk.ts'] }))
    const authored = costOf(await compile(compilerOf('typescript'), author))
    copyFileSync(join(folder, 'consumer.ts'), join(folder, 'out', 'consumer.ts'))
    const consumer = join(folder, 'tsconfig.consumer.json')
    writeFileSync(consumer, JSON.stringify({ compilerOptions: { ...settings, noEmit: true }, files: ['out/consumer.ts'] }))
    return {
      name: one.name,
      author: authored,
      declaration: statSync(join(folder, 'out', 'desk.d.ts')).size,
      consumer: costOf(await compile(compilerOf('typescript'), consumer)),
    }
  }

  /** The desk's declaration as it was printed. */
  declarationOf(name: string): string {
    return readFileSync(join(this.folder, name, 'out', 'desk.d.ts'), 'utf8')
  }
}

function folderOf(paths: readonly string[], dependency: string): string {
  for (const path of paths) if (statSync(join(path, dependency), { throwIfNoEntry: false })) return join(path, dependency)
  throw new Error(`'${dependency}' is not installed. Run pnpm install.`)
}

async function compile(compiler: string, project: string, { mayFail = false } = {}): Promise<string> {
  try {
    const { stdout } = await run(process.execPath, [compiler, '--extendedDiagnostics', '--project', project], {
      cwd: dirname(project),
      maxBuffer: 1 << 26,
    })
    return stdout
  } catch (error) {
    const { stdout = '', message } = error as { stdout?: string; message: string }
    if (mayFail) return stdout
    throw new Error(`The compiler refuses ${project}:\n${(stdout || message).slice(0, 4_000)}`)
  }
}

function costOf(diagnostics: string): Cost {
  const value = (name: string): number => {
    const found = new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(diagnostics)?.[1]
    if (found === undefined) throw new Error(`The compiler does not say its '${name}'.`)
    return Number(found)
  }
  return { instantiations: value('Instantiations'), check: value('Check time') }
}
