import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { ApiDocument } from '@deskwright/client/generate'
import { cliError } from '../cli-errors.ts'
import { configArg, withDesk } from '../config/load-desk.ts'
import { strictCommand } from './strict-command.ts'

export const client = strictCommand({
  name: 'client',
  description: 'Writes every operation of your desk, those of plugins too, as a module for @deskwright/client.',
  args: {
    ...configArg,
    out: { type: 'string', required: true, description: 'The file to write', valueHint: 'src/desk-api.ts' },
    document: { type: 'string', description: 'Made from this OpenAPI document instead of your desk', valueHint: 'openapi.json' },
    name: { type: 'string', description: 'Of the value that the file exports', default: 'api', valueHint: 'api' },
    check: { type: 'boolean', description: 'Write nothing; exit code 1 where the file is another' },
  },
  async run({ args: { config, out, document, name, check } }) {
    if (!/^[A-Za-z_$][\w$]*$/.test(name))
      throw cliError('cli.option_value', { option: 'name', expected: 'a name for a variable', value: name })
    const text = document === undefined ? await ofDesk(config, name) : await generated(await read(document), name, document)
    if (check) {
      if ((await readFile(out, 'utf8').catch(() => undefined)) !== text) throw cliError('cli.client_differs', { path: out })
      console.log(`${out} is up to date.`)
      return
    }
    await write(out, text)
    console.log(`${out} written.`)
  },
})

const ofDesk = (config: string | undefined, name: string): Promise<string> =>
  withDesk(config, (desk) => generated(desk.openApi() as unknown as ApiDocument, name, 'the desk'))

async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(resolve(path)), { recursive: true })
    await writeFile(path, text)
  } catch (error) {
    throw cliError('cli.client_unwritable', { path, reason: String(error) }, { cause: error })
  }
}

async function read(path: string): Promise<ApiDocument> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw cliError('cli.client_document', { path, reason: String(error) }, { cause: error })
  })
  const document = parsed(text, path)
  if (!isDocument(document)) throw cliError('cli.client_document', { path, reason: 'it has no paths and no components.schemas.' })
  return document
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw cliError('cli.client_document', { path, reason: 'it is not JSON.' }, { cause: error })
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isDocument = (value: unknown): value is ApiDocument =>
  isObject(value) &&
  isObject(value['paths']) &&
  Object.values(value['paths']).every(isObject) &&
  isObject(value['components']) &&
  isObject(value['components']['schemas'])

async function generated(document: ApiDocument, name: string, path: string): Promise<string> {
  const { generateApi } = await import('@deskwright/client/generate')
  try {
    return await generateApi(document, { name })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
      throw cliError('cli.client_generator', {}, { cause: error })
    if (error instanceof TypeError) throw cliError('cli.client_document', { path, reason: error.message }, { cause: error })
    throw error
  }
}
