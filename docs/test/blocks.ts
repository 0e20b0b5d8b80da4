import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const docs = join(import.meta.dirname, '..')

/** The blocks of a page that name a file: ```ts file=desk.ts */
export async function blocksOf(page: string): Promise<Map<string, string>> {
  const text = await readFile(join(docs, page), 'utf8')
  const blocks = new Map<string, string>()
  for (const [, name = '', code = ''] of text.matchAll(/^```ts file=(\S+)\n([\s\S]*?)^```$/gm)) blocks.set(name, code)
  return blocks
}

/** Writes the blocks as files where the workspace's packages are found, as a reader would type them. */
export async function writeBlocks(blocks: ReadonlyMap<string, string>): Promise<{ folder: string; remove: () => Promise<void> }> {
  const parent = join(docs, '.pages')
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(join(parent, 'page-'))
  for (const [name, code] of blocks) await writeFile(join(folder, name), code)
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Runs one of them with nothing but Node; its assertions are the test. */
export async function runBlock(folder: string, name: string): Promise<string> {
  const { stdout } = await run(process.execPath, ['--conditions=development', '--no-warnings', name], { cwd: folder, timeout: 30_000 })
  return stdout
}
