import { expect } from 'vitest'
import type { TestDatabase, TestDatabaseKind } from '../../../testing/src/database/test-databases.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import type { AsOptions } from '../../src/operation/caller.ts'
import { historyFaults, readHistory } from '../faults/history.ts'
import { memoryStorage } from '../files/memory-storage.ts'
import { textOf } from '../http/text-of.ts'
import { Forbidden, INTERNAL, INTERNAL_CODE, OF_A1, OF_A2, OF_B1, OF_BETA } from './canary.ts'
import { ledger } from './ledger-plugin.ts'
import { fault, inquiry } from './scene-types.ts'

export const customers = ['a1', 'a2', 'am', 'b1', 'x1'] as const
/** `c1` is a contact of both companies, so who calls as them must say for which one. */
export type Customer = (typeof customers)[number] | 'c1'
const staff = ['ad', 'nl', 'n1', 'n2', 'f1'] as const
export type Name = Customer | (typeof staff)[number]

/** What each of them must never receive: the house's own, and what is others'. `am` manages ACME and sees all of it; `x1` is nobody's contact. */
const foreign: Readonly<Record<Customer | 'anonymous', readonly string[]>> = {
  a1: [INTERNAL, INTERNAL_CODE, OF_A2, OF_B1, OF_BETA],
  a2: [INTERNAL, INTERNAL_CODE, OF_A1, OF_B1, OF_BETA],
  am: [INTERNAL, INTERNAL_CODE, OF_B1, OF_BETA],
  b1: [INTERNAL, INTERNAL_CODE, OF_A1, OF_A2],
  c1: [INTERNAL, INTERNAL_CODE, OF_A1, OF_A2, OF_B1],
  x1: [INTERNAL, INTERNAL_CODE, OF_A1, OF_A2, OF_B1, OF_BETA],
  anonymous: [INTERNAL, INTERNAL_CODE, OF_A1, OF_A2, OF_B1, OF_BETA],
}

export type Plain = Record<string, unknown>

export interface Answer {
  readonly status: number
  readonly code: string | undefined
  readonly body: Plain
  readonly text: string
}

export interface Scene {
  readonly desk: Desk
  readonly place: TestDatabase
  readonly id: Readonly<Record<Name, string>>
  readonly acme: string
  readonly beta: string
  readonly net: string
  readonly fin: string
  /** ACME/a1/NET, BETA/b1/NET, ACME/a2/FIN. */
  readonly t1: string
  readonly t2: string
  readonly t3: string
  readonly macroOfNet: string
  readonly macroOfFin: string
  /** Of the catalogue: for all customers, for BETA, for staff. */
  readonly entry: string
  readonly entryOfBeta: string
  readonly entryOfStaff: string
  readonly forbidden: Readonly<Record<Customer | 'anonymous', Forbidden>>
  /** The same desk once more, as another process has it. */
  another(): Desk
  /** `tickets.get` by the library, as somebody; what comes back to a customer is looked at. */
  call(name: Name, operation: string, input?: object, options?: AsOptions): Promise<Plain>
  /** The same, with what refused it as the answer. */
  answer(name: Name, operation: string, input?: object, options?: AsOptions): Promise<Answer>
  /** A request; what comes back to a customer is looked at. `null` is nobody. */
  fetch(name: Name | null, target: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** Nobody has received what is not theirs, and rows, versions and events have moved together. */
  expectSound(): Promise<void>
  close(): Promise<void>
}

const isCustomer = (name: string): name is Customer => name === 'c1' || (customers as readonly string[]).includes(name)
const quiet = { error: () => {}, warn: () => {}, info: () => {} }

export async function openScene(kind: TestDatabaseKind): Promise<Scene> {
  const place = await kind.create()
  const opened: Desk[] = []
  const rejections: unknown[] = []
  const onRejection = (reason: unknown): void => void rejections.push(reason)
  process.on('unhandledRejection', onRejection)
  const another = (): Desk => {
    const desk: unknown = createDesk({
      database: place.database,
      store: { schema: place.schema, synchronous: 'normal' },
      plugins: [ledger()],
      ticketTypes: [fault, inquiry],
      admins: ['ad'],
      files: { storage: memoryStorage() },
      identify: (request) => {
        const externalId = request.headers.get('x-person')
        return externalId === null ? null : { externalId }
      },
      checkOutputs: true,
      worker: false,
      log: quiet,
    })
    opened.push(desk as Desk)
    return desk as Desk
  }
  const desk = another()
  await desk.migrate()
  const cast = await castOf(desk)
  const forbidden = Object.fromEntries(Object.entries(foreign).map(([name, texts]) => [name, new Forbidden(texts)])) as Scene['forbidden']
  /** Errors are received as well: their message, parameters and details go to the caller's screen. */
  const call: Scene['call'] = async (name, operation, input, options) => {
    const [group = '', method = ''] = operation.split('.')
    const services: unknown = desk.as({ externalId: name }, options)
    const run = (services as Record<string, Record<string, (input?: object) => Promise<Plain>>>)[group]?.[method]
    if (!run) throw new TypeError(`there is no operation ${operation}`)
    const eyes = isCustomer(name) ? forbidden[name] : undefined
    try {
      const answer = await run(input)
      eyes?.receive(`${operation} → ${JSON.stringify(answer)}`, input)
      return answer
    } catch (error) {
      if (isDeskError(error)) {
        const { code, message, params, details } = error
        eyes?.receive(`${operation} → ${JSON.stringify({ code, message, params, details })}`, input)
      }
      throw error
    }
  }
  return {
    desk,
    place,
    ...cast,
    forbidden,
    another,
    call,
    async answer(name, operation, input, options) {
      try {
        const body = await call(name, operation, input, options)
        return { status: 200, code: undefined, body, text: JSON.stringify(body) }
      } catch (error) {
        if (!isDeskError(error)) throw error
        const { code, status, message, params, details } = error
        return { status, code, body: { message, params, details }, text: message }
      }
    },
    async fetch(name, target, body, headers = {}) {
      const [method = 'GET', path = '/'] = target.split(' ')
      const request = new Request(`http://desk.test${path}`, {
        method,
        headers: {
          ...(name === null ? {} : { 'x-person': name }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const response = await desk.fetch(request)
      const text = await textOf(response)
      const eyes = name === null ? forbidden.anonymous : isCustomer(name) ? forbidden[name] : undefined
      const sent = path.split(/[/?&=]/).map((part) => decodeURIComponent(part.replaceAll('+', ' ')))
      eyes?.receive(`${response.status} ${JSON.stringify([...response.headers])} ${text}`, [sent, body])
      const parsed: unknown = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : {}
      const answer = parsed as Plain
      return { status: response.status, code: typeof answer['code'] === 'string' ? answer['code'] : undefined, body: answer, text }
    },
    async expectSound() {
      for (const [name, { sightings }] of Object.entries(forbidden)) expect(sightings, `received by ${name}`).toEqual([])
      expect(historyFaults(desk, await readHistory(desk))).toEqual([])
      const { findings } = await desk.doctor()
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(rejections).toEqual([])
    },
    async close() {
      process.off('unhandledRejection', onRejection)
      await Promise.all(opened.map((one) => one.close()))
      await place.drop()
    },
  }
}

type Cast = Pick<
  Scene,
  'id' | 'acme' | 'beta' | 'net' | 'fin' | 't1' | 't2' | 't3' | 'macroOfNet' | 'macroOfFin' | 'entry' | 'entryOfBeta' | 'entryOfStaff'
>

const nameOf: Readonly<Record<Name, string>> = {
  ad: 'Ada Admin',
  nl: 'Nele Lead',
  n1: 'Nina Agent',
  // Only ever assigned: customers never hear of them.
  n2: `Nora ${INTERNAL}`,
  f1: `Finn ${INTERNAL}`,
  a1: `Alice ${OF_A1}`,
  a2: `Adam ${OF_A2}`,
  am: 'Amy Manager',
  b1: `Bob ${OF_B1}`,
  c1: 'Cora Both',
  x1: 'Xenia Stranger',
}

/** Two companies, two teams, their people, and three tickets full of what is not for everybody: all through public operations. */
async function castOf(desk: Desk): Promise<Cast> {
  const admin = desk.as({ externalId: 'ad', name: nameOf.ad })
  const id = { ad: (await admin.people.me()).person.id } as Record<Name, string>
  for (const name of [...customers, 'c1', ...staff] as const)
    if (name !== 'ad')
      id[name] = (
        await admin.people.create({
          name: nameOf[name],
          externalId: name,
          email: `${name}.${nameOf[name].replaceAll(' ', '.')}@example.com`,
        })
      ).id
  const acme = (await admin.companies.create({ name: 'ACME', externalId: `acme ${INTERNAL}` })).id
  const beta = (await admin.companies.create({ name: `BETA ${OF_BETA}` })).id
  const net = (await admin.teams.create({ key: `net_${INTERNAL_CODE}`, title: `Network ${INTERNAL}` })).id
  const fin = (await admin.teams.create({ key: `fin_${INTERNAL_CODE}`, title: `Finance ${INTERNAL}` })).id
  for (const name of ['a1', 'a2', 'am'] as const) await admin.companies.saveMember({ companyId: acme, personId: id[name] })
  await admin.companies.saveMember({ companyId: beta, personId: id.b1, jobTitle: OF_BETA })
  for (const companyId of [acme, beta]) await admin.companies.saveMember({ companyId, personId: id.c1 })
  await admin.access.grant({ personId: id.am, roleId: 'customer_manager', scope: 'company', scopeId: acme })
  for (const name of customers) await admin.access.grant({ personId: id[name], roleId: 'ledger.reader', scope: 'own' })
  await admin.access.grant({ personId: id.am, roleId: 'ledger.reader', scope: 'company', scopeId: acme })
  await admin.access.grant({ personId: id.nl, roleId: 'supervisor', scope: 'team', scopeId: net })
  await admin.access.grant({ personId: id.n1, roleId: 'agent', scope: 'team', scopeId: net })
  await admin.access.grant({ personId: id.n1, roleId: 'ledger.writer', scope: 'team', scopeId: net })
  await admin.access.grant({ personId: id.n2, roleId: 'agent', scope: 'own' })
  await admin.access.grant({ personId: id.n2, roleId: 'collaborator', scope: 'team', scopeId: net })
  await admin.access.grant({ personId: id.f1, roleId: 'agent', scope: 'team', scopeId: fin })
  await provision(desk, acme)
  const t1 = await ticketOf(desk, 'a1', OF_A1)
  const t2 = await ticketOf(desk, 'b1', OF_B1)
  const t3 = await ticketOf(desk, 'a2', OF_A2)
  await fill(desk, t1, { team: net, by: 'n1', follower: id.n2 })
  await fill(desk, t2, { team: net, by: 'n1', follower: id.n2 })
  await fill(desk, t3, { team: fin, by: 'f1', follower: id.n2 })
  return { id, acme, beta, net, fin, t1, t2, t3, ...(await readyMade(desk, { net, fin, beta })) }
}

/** What the host vouches for of a customer, and rules that go by it: one has given to them, another waits. */
async function provision(desk: Desk, companyId: string): Promise<void> {
  const { provisioning } = desk.as({ externalId: 'ad' })
  const attributes = [{ name: 'department', value: INTERNAL }]
  const rule = await provisioning.create({ title: `Rule ${INTERNAL}`, attributes, companyId })
  await provisioning.activate({ ruleId: rule.id })
  await provisioning.create({ title: `Draft ${INTERNAL}`, domain: `${INTERNAL_CODE.replaceAll('_', '-')}.example`, companyId })
  await desk.as({ externalId: 'a1', attributes: { department: INTERNAL } }).people.me()
}

/** Macros and entries of the catalogue, with what only staff read in them, and some that are not for everybody. */
async function readyMade(desk: Desk, { net, fin, beta }: { net: string; fin: string; beta: string }) {
  const { macros, catalogue } = desk.as({ externalId: 'ad' })
  const macroOf = async (teamId: string) =>
    (
      await macros.create({
        titles: { en: `Macro ${INTERNAL}` },
        shared: 'team',
        teamId,
        actions: [
          { do: 'reply', body: { en: 'Hello {{requester.name}}' } },
          { do: 'note', body: { en: INTERNAL } },
        ],
      })
    ).id
  const content = {
    titles: { en: 'Repair' },
    subjects: { en: 'Please repair' },
    type: 'fault',
    teamId: net,
    preset: { cost: INTERNAL },
    asked: [{ field: 'whose' }],
  }
  const entry = (await catalogue.create({ audience: 'both', content })).id
  const ofBeta = { ...content, titles: { en: `Repair ${OF_BETA}` } }
  const entryOfBeta = (await catalogue.create({ audience: 'companies', companyIds: [beta], content: ofBeta })).id
  const ofStaff = { ...content, titles: { en: `Repair ${INTERNAL}` }, subjects: { en: INTERNAL } }
  const entryOfStaff = (await catalogue.create({ audience: 'staff', content: ofStaff })).id
  return { macroOfNet: await macroOf(net), macroOfFin: await macroOf(fin), entry, entryOfBeta, entryOfStaff }
}

const ticketOf = async (desk: Desk, requester: Customer, mark: string): Promise<string> =>
  (
    await desk
      .as({ externalId: requester })
      .tickets.create({ type: 'fault', subject: `Broken ${mark}`, body: `It broke. ${mark}`, fields: { serial: mark } })
  ).id

/** Everything internal that there is, on a ticket that a customer may see. */
async function fill(
  desk: Desk,
  ticketId: string,
  { team, by, follower }: { team: string; by: 'n1' | 'f1'; follower: string },
): Promise<void> {
  const admin = desk.as({ externalId: 'ad' })
  const program = desk.system(`import ${INTERNAL}`)
  const agent = desk.as({ externalId: by })
  await admin.tickets.assign({ ticketId, assigneeId: null, teamId: team })
  await agent.tickets.note({ ticketId, body: `Between us: ${INTERNAL}` })
  await agent.tickets.tag({ ticketId, add: [INTERNAL] })
  await agent.tickets.addParticipant({ ticketId, personId: follower, kind: 'follower' })
  await program.tickets.update({ ticketId, fields: { cost: INTERNAL } })
  await agent.tickets.take({ ticketId })
  await agent.approvals.request({
    ticketId,
    question: `May we? ${INTERNAL}`,
    audience: 'staff',
    staffIds: [follower],
    needed: 'one',
  })
  await agent.checklists.create({ ticketId, title: `Steps ${INTERNAL}`, audience: 'staff', items: [`Do ${INTERNAL}`] })
  await program.tickets.reply({ ticketId, body: 'Received by the machine.' })
  if (by === 'n1') await agent.tickets.reply({ ticketId, body: 'We look at it.' })
  await agent.tickets.perform({ ticketId, command: `escalate_${INTERNAL_CODE}` })
  await agent.tickets.perform({ ticketId, command: 'pause', input: { on: 'supplier', reason: `The supplier said ${INTERNAL}` } })
  await program.tickets.perform({ ticketId, command: 'go_on' })
}
