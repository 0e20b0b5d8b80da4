import type { AsOptions, InstalledPlugin, Person } from '@deskwright/core'
import type { TestDesk } from '../../desk/test-desk.ts'

/** Who acts on the plugin: those who may everything, and those who lack one thing each. */
export type Part =
  /** Staff with every permission, over all. */
  | 'worker'
  /** Contact of ACME with every permission that customers can use, over ACME. */
  | 'buyer'
  /** The same in BETA. */
  | 'foreigner'
  /** Staff with every permission, in team FIN only. */
  | 'elsewhere'
  /** Staff and contact of ACME whose role lacks one permission: see `without`. */
  | 'powerlessStaff'
  | 'powerlessCustomer'
  /** No role but that of every customer, and no company. */
  | 'stranger'

export interface Player {
  readonly id: string
  readonly person: Person
  readonly options: AsOptions
}

/** A desk with tickets, companies and the people above. */
export interface World {
  readonly test: TestDesk
  readonly plugin: InstalledPlugin
  readonly players: Readonly<Record<Part, Player>>
  readonly ticketId: string
  /** Further tickets of ACME. */
  readonly moreTicketIds: readonly string[]
  readonly foreignTicketId: string
  /** Every permission that there is. */
  readonly permissions: readonly string[]
  /** The roles of the powerless lack this one from now on. */
  without(permission: string): Promise<void>
  openTicket(input?: object): Promise<string>
}

const STAFF_ROLE = 'conformance_staff'
const CUSTOMER_ROLE = 'conformance_customer'
const STAFF_WITHOUT = 'conformance_staff_without'
const CUSTOMER_WITHOUT = 'conformance_customer_without'

/** What customers of any desk can hold without reaching into the house. */
const customerRights = [
  'ticket.create',
  'ticket.read',
  'ticket.reply',
  'ticket.close',
  'ticket.reopen',
  'ticket.cancel',
  'ticket.add_participant',
  'person.read',
  'company.read',
]

export async function createWorld(test: TestDesk, plugin: InstalledPlugin): Promise<World> {
  const system = test.desk.system('conformance')
  const all = (await system.access.permissions()).items.map(({ id }) => id)
  const forCustomers = customerPermissions(plugin, all)
  const saveRole = (roleId: string, acting: 'staff' | 'customer', permissions: readonly string[]) =>
    system.access.saveRole({ roleId, title: roleId, acting, permissions: [...permissions] })
  const without = async (permission: string): Promise<void> => {
    const rest = (permissions: readonly string[]) => permissions.filter((one) => one !== permission)
    await saveRole(STAFF_WITHOUT, 'staff', rest(all))
    await saveRole(CUSTOMER_WITHOUT, 'customer', rest(forCustomers))
  }
  await saveRole(STAFF_ROLE, 'staff', all)
  await saveRole(CUSTOMER_ROLE, 'customer', forCustomers)
  await without('')
  const { companies, teams } = test.places
  const player = async (
    name: string,
    options: AsOptions,
    grant: { roleId: string; scope: 'all' | 'team' | 'company'; scopeId?: string },
  ): Promise<Player> => {
    const person: Person = {
      externalId: `conformance-${name}`,
      name: `Conformance ${name}`,
      email: `conformance.${name.toLowerCase()}@example.com`,
    }
    const { id } = await system.people.create({
      externalId: person.externalId,
      name: `Conformance ${name}`,
      email: `conformance.${name.toLowerCase()}@example.com`,
    })
    if (options.company !== undefined) await system.companies.saveMember({ companyId: options.company, personId: id })
    await system.access.grant({ personId: id, ...grant })
    return { id, person, options }
  }
  const staff: AsOptions = { acting: 'staff' }
  const customerOf = (company: string): AsOptions => ({ acting: 'customer', company })
  const inCompany = (roleId: string, scopeId: string) => ({ roleId, scope: 'company', scopeId }) as const
  const { acme, beta } = companies
  const players: Record<Part, Player> = {
    worker: await player('Worker', staff, { roleId: STAFF_ROLE, scope: 'all' }),
    buyer: await player('Buyer', customerOf(acme), inCompany(CUSTOMER_ROLE, acme)),
    foreigner: await player('Foreigner', customerOf(beta), inCompany(CUSTOMER_ROLE, beta)),
    elsewhere: await player('Elsewhere', staff, { roleId: STAFF_ROLE, scope: 'team', scopeId: teams.fin }),
    powerlessStaff: await player('PowerlessStaff', staff, { roleId: STAFF_WITHOUT, scope: 'all' }),
    powerlessCustomer: await player('PowerlessCustomer', customerOf(acme), inCompany(CUSTOMER_WITHOUT, acme)),
    stranger: { id: test.actors.stranger.id, person: test.actors.stranger.person, options: test.actors.stranger.options },
  }
  let count = 0
  const openTicket = async (input: object = {}): Promise<string> => {
    count += 1
    const ticket = await system.tickets.create({
      subject: `Conformance ${count}`,
      body: 'Please look at it.',
      requesterId: players.buyer.id,
      companyId: acme,
      teamId: teams.net,
      ...input,
    })
    return ticket.id
  }
  const foreignTicketId = await openTicket({ requesterId: players.foreigner.id, companyId: beta, teamId: teams.intake })
  const ticketId = await openTicket()
  return {
    test,
    plugin,
    players,
    ticketId,
    moreTicketIds: [await openTicket(), await openTicket()],
    foreignTicketId,
    permissions: all,
    without,
    openTicket,
  }
}

/** The plugin's own permissions, those that its operations for customers ask for, and what customers can hold anyway. */
function customerPermissions({ id, operations = {} }: InstalledPlugin, all: readonly string[]): readonly string[] {
  const asked = Object.values(operations).flatMap(({ audience, permission }) => (audience === 'staff' ? [] : [permission]))
  return all.filter((permission) => permission.startsWith(`${id}.`) || customerRights.includes(permission) || asked.includes(permission))
}
