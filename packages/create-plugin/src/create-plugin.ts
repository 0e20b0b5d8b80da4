import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import manifest from '../package.json' with { type: 'json' }
import { templates } from './templates.ts'

export interface CreatePluginOptions {
  /** Of the plugin: lower-case words joined by underscores, such as `loans`. */
  readonly id: string
  /** Where it is begun; a folder of its own named after it, unless told. It must be empty, or not there yet. */
  readonly folder?: string
  /** Versions of Deskwright's packages by their names, as npm reads them; those of this one unless told. */
  readonly versions?: Readonly<Record<string, string>>
}
export interface CreatedPlugin {
  readonly folder: string
  readonly files: readonly string[]
}

/** Why nothing was written; the message says what to do. */
export class CannotCreate extends Error {}

/** Writes a plugin that passes the conformance suite, to be made into another. Throws `CannotCreate`, and writes nothing then. */
export async function createPlugin({
  id,
  folder = `plugin-${id.replaceAll('_', '-')}`,
  versions = {},
}: CreatePluginOptions): Promise<CreatedPlugin> {
  if (!/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(id) || id.length > 30)
    throw new CannotCreate(
      `'${id}' is no id of a plugin. Use lower-case words joined by underscores, at most 30 characters, such as loans.`,
    )
  if (reserved.has(id)) throw new CannotCreate(`'${id}' is a name of core. Choose another.`)
  const place = resolve(folder)
  const there = await readdir(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new CannotCreate(`${folder} can't be used: ${error.message}`, { cause: error })
  })
  if (there.length > 0) throw new CannotCreate(`${folder} is not empty. Name another folder: create-plugin ${id} path/to/folder`)
  const name = pascal(id)
  const own = (text: string): string =>
    text
      .replaceAll('__Id__', name)
      .replaceAll('__id__', id)
      .replaceAll('__camel__', name.charAt(0).toLowerCase() + name.slice(1))
      .replaceAll('__package__', `deskwright-plugin-${id.replaceAll('_', '-')}`)
      .replace(
        /__version (\S+?)__/g,
        (_, wanted: string) => versions[wanted] ?? (manifest.version === '0.0.0' ? '*' : `^${manifest.version}`),
      )
  const files = Object.entries(templates)
  for (const [path, text] of files) {
    const target = join(place, own(path))
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, own(text), { flag: 'wx' })
  }
  return { folder, files: files.map(([path]) => own(path)) }
}

const pascal = (id: string): string => id.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** What `createDesk` would refuse; the compiler and the suite know the whole list. */
const reserved = new Set(
  'access api approval approvals attachments audit bulk calendars catalogue checklists companies company core deliveries desk docs files health history host keys links live macros notifications people person provisioning role search stream team teams ticket tickets types views'.split(
    ' ',
  ),
)
