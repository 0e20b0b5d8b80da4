import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where a plugin's factory stands, as an import would name it. */
export interface TypeEntry {
  /** Of its module: `new URL('../src/index.ts', import.meta.url)`. */
  readonly module: URL
  /** The factory's name in it. */
  readonly factory: string
  /** Package of the compiler; `typescript` unless told. Compilers count differently: a ceiling belongs to one of them. */
  readonly compiler?: string
}

/**
 * What a plugin adds to the types of a desk, in instantiations: what a compiler counts that sees the plugin's sources and a desk
 * with it, less a desk without. Rejects with the compiler's words when it refuses one of them.
 */
export async function typeCost({ module, factory, compiler: wanted = 'typescript' }: TypeEntry): Promise<number> {
  const file = fileURLToPath(module)
  const compiler = join(dirname(createRequire(file).resolve(`${wanted}/package.json`)), 'bin', 'tsc')
  const modules = join(folderWith('package.json', file), 'node_modules')
  mkdirSync(modules, { recursive: true })
  // Among the package's own dependencies, so that names lead where they lead from its sources.
  const folder = mkdtempSync(join(modules, '.type-cost-'))
  try {
    const imports = `import type { ${factory} as factory } from ${JSON.stringify(relative(folder, file).replaceAll('\\', '/'))}\n`
    const whole = await instantiations(compiler, folder, file, `${imports}${deskOf("ReturnType<typeof factory>['~contract']")}`)
    return whole - (await instantiations(compiler, folder, file, deskOf('never')))
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

const deskOf = (contract: string): string => `import type { Desk } from '@deskwright/core'
declare const desk: Desk<${contract}>
export const me = desk.as({ externalId: 'a' }, { acting: 'staff' })
export const ticket = me.tickets.create({ subject: 's' })
`

async function instantiations(compiler: string, folder: string, file: string, source: string): Promise<number> {
  const project = join(folder, 'tsconfig.json')
  writeFileSync(join(folder, 'desk.ts'), source)
  const compilerOptions = {
    noEmit: true,
    composite: false,
    incremental: false,
    declaration: false,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
  }
  writeFileSync(
    project,
    JSON.stringify({ extends: join(folderWith('tsconfig.json', file), 'tsconfig.json'), compilerOptions, files: ['desk.ts'], include: [] }),
  )
  try {
    const { stdout } = await run(process.execPath, [compiler, '--extendedDiagnostics', '--project', project], { maxBuffer: 1 << 26 })
    const found = /^Instantiations:\s+(\d+)/m.exec(stdout)?.[1]
    if (found === undefined) throw new Error('The compiler does not say how many instantiations it made.')
    return Number(found)
  } catch (error) {
    const { stdout } = error as { stdout?: string }
    throw stdout === undefined ? error : new Error(stdout.split('\nFiles:')[0] ?? stdout)
  }
}

function folderWith(name: string, file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder
    if (folder === dirname(folder)) throw new Error(`There is no ${name} above ${file}.`)
  }
}
