import type { AsOptions, Callers, Person } from '@deskwright/core'

/** Somebody ready to act, with a person row and grants. */
export interface TestActor {
  readonly name: ActorName
  /** Id of the person row. */
  readonly id: string
  readonly person: Person
  /** The capacity that this actor is made for. */
  readonly options: AsOptions
}

/** Companies and teams by their short names. */
export interface TestPlaces {
  readonly companies: { readonly acme: string; readonly beta: string }
  readonly teams: { readonly intake: string; readonly net: string; readonly fin: string }
}

interface Part {
  readonly company?: 'acme' | 'beta'
  readonly role?: string
  readonly scope?: 'all' | 'net' | 'fin' | 'acme' | 'beta'
}

/** Every default role once, and whoever it takes to see that one does not reach the other. */
const parts = {
  /** Administrator over all. */
  admin: {},
  /** Leads team NET. */
  supervisor: { role: 'supervisor', scope: 'net' },
  /** Agent of team NET. */
  agent: { role: 'agent', scope: 'net' },
  secondAgent: { role: 'agent', scope: 'net' },
  /** Agent of another team: FIN. */
  otherAgent: { role: 'agent', scope: 'fin' },
  /** Reads and notes in team NET. */
  collaborator: { role: 'collaborator', scope: 'net' },
  /** Reads everything. */
  auditor: { role: 'auditor', scope: 'all' },
  /** Contact of ACME, with own tickets only. */
  customer: { company: 'acme' },
  secondCustomer: { company: 'acme' },
  /** Contacts of ACME with authority in it. */
  manager: { company: 'acme', role: 'customer_manager', scope: 'acme' },
  approver: { company: 'acme', role: 'customer_approver', scope: 'acme' },
  finance: { company: 'acme', role: 'customer_finance', scope: 'acme' },
  /** Contact of BETA. */
  otherCustomer: { company: 'beta' },
  /** Manager of BETA: all that a customer can be, in another company. */
  otherManager: { company: 'beta', role: 'customer_manager', scope: 'beta' },
  /** Contact of no company. */
  stranger: {},
} as const satisfies Readonly<Record<string, Part>>

export type ActorName = keyof typeof parts
export const actorNames = Object.keys(parts) as readonly ActorName[]

/** Who somebody is to the desk, as the host would say. */
export const personOf = (name: string): Person => ({ externalId: name, name: titleOf(name), email: `${name.toLowerCase()}@example.com` })
const titleOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)} Person`

/** The cast of a test, made through public operations only, as an administrator would. */
export async function createActors(desk: Callers<never>): Promise<{ actors: Readonly<Record<ActorName, TestActor>>; places: TestPlaces }> {
  const admin = desk.as(personOf('admin'))
  const adminId = (await admin.people.me()).person.id
  const acme = (await admin.companies.create({ name: 'ACME' })).id
  const beta = (await admin.companies.create({ name: 'BETA' })).id
  const net = (await admin.teams.create({ key: 'net', title: 'Network' })).id
  const fin = (await admin.teams.create({ key: 'fin', title: 'Finance' })).id
  const intake = (await admin.teams.list({})).items.find(({ key }) => key === 'intake')?.id ?? net
  const ids = { acme, beta, net, fin }
  const actors: Partial<Record<ActorName, TestActor>> = {}
  for (const name of actorNames) {
    const part: Part = parts[name]
    const person = personOf(name)
    const { externalId, name: fullName = name, email } = person
    const id = name === 'admin' ? adminId : (await admin.people.create({ externalId, name: fullName, ...(email ? { email } : {}) })).id
    if (part.company) await admin.companies.saveMember({ companyId: ids[part.company], personId: id })
    if (part.role) await admin.access.grant({ personId: id, roleId: part.role, ...scopeOf(part.scope ?? 'all', ids) })
    actors[name] = { name, id, person, options: optionsOf(name, part, ids) }
  }
  return { actors: actors as Record<ActorName, TestActor>, places: { companies: { acme, beta }, teams: { intake, net, fin } } }
}

function scopeOf(scope: NonNullable<Part['scope']>, ids: Readonly<Record<'acme' | 'beta' | 'net' | 'fin', string>>) {
  if (scope === 'all') return { scope } as const
  return { scope: scope === 'net' || scope === 'fin' ? 'team' : 'company', scopeId: ids[scope] } as const
}

function optionsOf(name: ActorName, part: Part, ids: Readonly<Record<'acme' | 'beta', string>>): AsOptions {
  if (part.company) return { acting: 'customer', company: ids[part.company] }
  return { acting: name === 'stranger' ? 'customer' : 'staff' }
}
