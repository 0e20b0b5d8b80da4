import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { onTestFinished } from 'vitest'
import type { TestDatabaseKind } from '../../../testing/src/database/test-databases.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Desk } from '../../src/desk/desk.ts'
import type { DeskOptions } from '../../src/desk/desk-options.ts'
import { folderStorage } from '../../src/file/folder-storage.ts'
import { type Cast, openCast } from '../access/cast.ts'

export async function folderOf(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `deskwright-${name}-`))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const written = {
  en: 'The printer is jammed',
  he: 'המדפסת תקועה',
  fa: 'چاپگر گیر کرده است',
  ja: 'プリンターが詰まりました',
  it: 'La stampante è inceppata',
  ru: 'Принтер зажевал бумагу',
}

export interface Filled extends Cast {
  readonly storage: string
}

/** A desk with something in most of its tables. */
export async function filledDesk(kind: TestDatabaseKind): Promise<Filled> {
  const storage = await folderOf('storage')
  const cast = await openCast(kind, { files: { storage: folderStorage(storage) } })
  const customer = cast.as('a1')
  const agent = cast.as('n1', { acting: 'staff' })
  const lead = cast.as('ad', { acting: 'staff' })
  for (const [language, subject] of Object.entries(written)) {
    const { fileId } = await staged(customer, `${language}.txt`, subject)
    const { id } = await customer.tickets.create({ subject, body: `${subject}\nאב‏ "\\u0000" \\ 🖨`, language, attachments: [fileId] })
    await lead.tickets.update({ ticketId: id, teamId: cast.net })
    await agent.tickets.note({ ticketId: id, body: `internal: ${subject}` })
    await agent.tickets.tag({ ticketId: id, add: [`tag-${language}`, 'עברית', 'Ä', 'a'] })
    await agent.tickets.reply({ ticketId: id, body: `answer: ${subject}` })
  }
  const [first, second] = (await lead.tickets.list({})).items
  if (first && second) {
    await lead.links.add({ ticketId: first.id, role: 'relates', otherId: second.id })
    await lead.tickets.merge({ ticketId: first.id, intoId: second.id })
  }
  await provisioned(cast)
  return { ...cast, storage }
}

/** Somebody whom a rule has given to, and what the host vouches for of them. */
async function provisioned(cast: Cast): Promise<void> {
  const { provisioning } = cast.as('ad', { acting: 'staff' })
  const gift = { companyId: cast.acme, roleId: 'customer_manager', scope: 'company', scopeId: cast.acme } as const
  const { id: ruleId } = await provisioning.create({ title: 'כלל', domain: 'acme.example', ...gift })
  await provisioning.activate({ ruleId })
  const person = { externalId: 'ruled', email: 'ruled@acme.example', emailVerified: true, attributes: { site: 'חיפה' } }
  await cast.desk.as(person).people.me()
}

async function staged(who: ReturnType<Desk['as']>, name: string, text: string): Promise<{ fileId: string }> {
  const { id } = await who.files.stage({ name, body: Buffer.from(text) })
  return { fileId: id }
}

/** A new desk that nobody has used. */
export async function emptyDesk(kind: TestDatabaseKind, options: Partial<DeskOptions<readonly []>> = {}) {
  const database = await kind.create()
  const storage = await folderOf('storage')
  const open = (): Desk =>
    createDesk({
      log: { error: () => undefined, warn: () => undefined, info: () => undefined },
      worker: false,
      checkOutputs: true,
      admins: ['ad'],
      files: { storage: folderStorage(storage) },
      ...options,
      database: database.database,
      store: { schema: database.schema, synchronous: 'normal' },
    })
  const opened: Desk[] = []
  const another = (): Desk => {
    const desk = open()
    opened.push(desk)
    return desk
  }
  onTestFinished(async () => {
    await Promise.all(opened.map((desk) => desk.close()))
    await database.drop()
  })
  const desk = another()
  await desk.migrate()
  return { desk, another, storage, database }
}

/** Every file of a folder with its bytes, by its path. */
async function contents(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name)
      found.set(relative(folder, path), await readFile(path, 'base64'))
    }
  return found
}

/** Without what is stated to differ. */
export async function comparable(folder: string): Promise<Record<string, string>> {
  const found = await contents(folder)
  const { source: _, ...header } = JSON.parse(Buffer.from(found.get('export.json') ?? '', 'base64').toString('utf8'))
  return { ...Object.fromEntries([...found].sort()), 'export.json': JSON.stringify(header) }
}
