import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { folderStorage } from '../../src/file/folder-storage.ts'
import type { Bytes } from '../../src/operation/operation.ts'
import { coreTableNames } from '../../src/tables.ts'
import { openCast, refusal } from '../access/cast.ts'
import { folderOf } from '../transfer/filled-desk.ts'

const CANARY = 'zqxcanary7f3a'
const text = (place: string): string => `${CANARY}${place.replaceAll(/[^a-z]/g, '')} and more`

/** Tables of copies: what is made of the rest, and what the running desk keeps for itself. */
const copies = new Set<string>(['search_document', 'search_pending', 'search_posting', 'field_value', 'idempotency', 'event'])
const places = [
  'secondname',
  'job',
  'subject',
  'body',
  'reply',
  'note',
  'othersubject',
  'rating',
  'question',
  'refusal',
  'list',
  'item',
  'view',
  'macro',
].map((place) => `${CANARY}${place}`)
const wordsIn = (value: unknown): ReadonlySet<string> =>
  new Set((JSON.stringify(value) ?? '').toLowerCase().match(new RegExp(`${CANARY}[a-z]*`, 'g')) ?? [])

async function textOf({ body }: Bytes): Promise<string> {
  let all = ''
  for await (const part of body) all += typeof part === 'string' ? part : Buffer.from(part).toString('utf8')
  return all
}

async function everyByte(folder: string): Promise<string> {
  const parts: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) parts.push(entry.name, (await readFile(join(entry.parentPath, entry.name))).toString('latin1'))
  return parts.join('\n').toLowerCase()
}

forEachDatabase((kind) => {
  it('leaves nothing of what somebody was or wrote, in any row, file or index', { timeout: 60_000 }, async () => {
    const storage = await folderOf('storage')
    const cast = await openCast(kind, { files: { storage: folderStorage(storage), orphanHours: 1 } as never })
    const { desk, database } = cast
    const admin = cast.as('ad', { acting: 'staff' })
    const agent = cast.as('n1', { acting: 'staff' })
    // As a customer.
    const { id: personId } = await admin.people.create({ name: text('name'), email: `${CANARY}@example.com`, externalId: `${CANARY}x` })
    await admin.people.update({ personId, name: text('secondname') })
    await admin.companies.saveMember({ companyId: cast.acme, personId, jobTitle: text('job') })
    const person = { externalId: `${CANARY}x` }
    const me = desk.as(person, { idempotencyKey: `${CANARY}-key` })
    const { id: fileId } = await desk.as(person).files.stage({ name: `${CANARY}.txt`, body: Buffer.from(text('file')) })
    await desk.as(person).files.stage({ name: `${CANARY}-unused.txt`, body: Buffer.from(text('unused')) })
    const ticket = await me.tickets.create({ subject: text('subject'), body: text('body'), attachments: [fileId] })
    await admin.tickets.update({ ticketId: ticket.id, teamId: cast.net })
    await desk.as(person).tickets.reply({ ticketId: ticket.id, body: text('reply') })
    await agent.tickets.reply({ ticketId: ticket.id, body: 'Have you tried turning it off and on again?' })
    // As staff, on somebody else's ticket.
    await admin.access.grant({ personId, roleId: 'supervisor', scope: 'team', scopeId: cast.net })
    const staff = desk.as(person, { acting: 'staff' })
    const other = await cast.as('a1').tickets.create({ subject: 'Mine', body: 'Words of a1 stay.' })
    await admin.tickets.update({ ticketId: other.id, teamId: cast.net })
    await staff.tickets.note({ ticketId: other.id, body: text('note') })
    await staff.tickets.tag({ ticketId: other.id, add: [`${CANARY}tag`] })
    await staff.tickets.update({ ticketId: other.id, subject: text('othersubject') })
    await agent.tickets.update({ ticketId: other.id, subject: 'Mine again' })
    // In answers, approvals, lists and what is theirs alone.
    await staff.approvals.request({
      ticketId: other.id,
      question: text('question'),
      audience: 'staff',
      staffIds: [cast.id.n1],
      needed: 'one',
    })
    const asked = await admin.approvals.request({
      ticketId: ticket.id,
      question: 'Well?',
      audience: 'staff',
      staffIds: [personId],
      needed: 'one',
      requesterMayApprove: true,
    })
    await staff.approvals.vote({ approvalId: asked.id, vote: 'refused', contentHash: asked.contentHash, comment: text('refusal') })
    await agent.tickets.resolve({ ticketId: ticket.id, resolution: 'solved', text: 'Done.' })
    await desk.as(person, { acting: 'customer' }).tickets.rate({ ticketId: ticket.id, score: 2, comment: text('rating') })
    await staff.checklists.create({ ticketId: other.id, title: text('list'), audience: 'staff', items: [text('item')] })
    await staff.views.create({ titles: { en: text('view') }, filter: { open: true }, shared: 'nobody' })
    await staff.macros.create({ titles: { en: text('macro') }, shared: 'nobody', actions: [{ do: 'take' }] })
    await staff.tickets.resolve({ ticketId: other.id, resolution: 'solved', text: text('resolution') } as never).catch(() => undefined)
    await desk.tick()

    // Whatever erasure will have to find is in the export, and nothing of others is.
    const written = new Set<string>()
    for (const table of coreTableNames) {
      if (copies.has(table)) continue
      const rows = await desk['~store'].read(({ db }) => db.selectFrom(table).selectAll().execute())
      for (const word of wordsIn(rows)) written.add(word)
    }
    expect([...written].filter((word) => places.includes(word)).sort()).toEqual([...places].sort())
    const exported = await textOf(await admin.people.export({ personId }))
    const told = wordsIn(exported)
    expect([...written].filter((word) => !told.has(word))).toEqual([])
    expect(exported).not.toContain('Have you tried')
    expect(exported).not.toContain('Words of a1')
    for (const secret of ['token_hash', 'storage_key', 'name_key']) expect(exported).not.toContain(secret)
    expect(await refusal(agent.people.export({ personId }))).toBe('access.denied')

    const found = await admin.search.find({ query: CANARY })
    expect(found.items.length).toBeGreaterThan(0)
    expect(await refusal(agent.people.erase({ personId }))).toBe('access.denied')
    const report = await admin.people.erase({ personId })
    expect(report).toMatchObject({ personId, messages: 3, tickets: 1 })
    expect(report.kept).toContainEqual({ owner: 'core', what: 'messages_of_others', count: 1, why: 'written_by_others' })
    // A worker of another process: this one has just swept.
    const sweeper = cast.another()
    await sweeper.tick()
    await sweeper.close()

    expect((await admin.search.find({ query: CANARY })).items).toEqual([])
    expect(await admin.people.get({ personId })).toMatchObject({
      name: '[…]',
      email: null,
      externalId: null,
      isActive: false,
      memberships: [],
    })
    expect((await admin.tickets.get({ ticketId: other.id })).subject).toBe('Mine again')
    expect((await admin.search.find({ query: 'turning' })).items).toHaveLength(1)
    expect((await admin.search.find({ query: 'words stay' })).items).toHaveLength(1)
    expect((await desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(await everyByte(storage)).not.toContain(CANARY)
    for (const table of coreTableNames) {
      if (kind.kind === 'postgres' && table === 'search_pending') continue
      const rows = await desk['~store'].read(({ db }) => db.selectFrom(table).selectAll().execute())
      const hits = rows.filter((row) =>
        JSON.stringify(row, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value))
          .toLowerCase()
          .includes(CANARY),
      )
      expect(hits, table).toEqual([])
    }
    if (kind.kind === 'sqlite') {
      // What was deleted stands in the file until it is packed.
      await desk['~store'].write(({ db }) =>
        sql`insert into deskwright_search_token (deskwright_search_token) values ('optimize')`.execute(db),
      )
      await desk.close()
      const file = database.database.slice('sqlite:'.length)
      const { default: Sqlite } = await import('better-sqlite3')
      const raw = new Sqlite(file)
      raw.exec('vacuum')
      raw.pragma('wal_checkpoint(truncate)')
      raw.close()
      expect(await everyByte(dirname(file))).not.toContain(CANARY)
    }
  })

  it('is not for oneself to be left without an administrator, and is done twice without harm', async () => {
    const cast = await openCast(kind)
    const admin = cast.as('ad', { acting: 'staff' })
    expect(await refusal(admin.people.erase({ personId: cast.id.ad }))).toBe('access.last_administrator')
    await admin.people.erase({ personId: cast.id.a1 })
    expect(await admin.people.erase({ personId: cast.id.a1 })).toMatchObject({ messages: 0 })
    // Whom the host sends again is somebody new.
    const { person } = await cast.as('a1').people.me()
    expect(person.id).not.toBe(cast.id.a1)
  })
})
