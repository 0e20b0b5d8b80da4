import type { World } from './world.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value)

const staffKey = /^(?:assignee|agent|technician|worker|owner|lead|staff|author)s?Ids?$/i
const isListKey = /Ids$/

/** What something was made of: a ticket of ACME's, or anything of ACME's (its company, its people). */
export interface Origin {
  readonly ticket: boolean
  readonly acme: boolean
}

/** Ids that inputs can name: those of the world, and those that operations and events of the plugin gave. */
export class KnownIds {
  readonly #world: World
  readonly #made = new Map<string, string[]>()
  /** Tickets of ACME's, and what was made of them. */
  readonly #ofTickets: Set<string>
  /** The same, with its company and people, and what was made of those. */
  readonly #ofAcme: Set<string>

  constructor(world: World) {
    this.#world = world
    const { test, players, ticketId, moreTicketIds } = world
    this.#ofTickets = new Set([ticketId, ...moreTicketIds])
    this.#ofAcme = new Set([...this.#ofTickets, test.places.companies.acme, players.buyer.id, test.actors.customer.id])
  }

  /** Keeps the ids in an output or a payload, as made of what the input named. */
  keep(value: unknown, origin: Origin, key = 'id'): void {
    if (isUuid(value)) {
      const list = this.#made.get(key) ?? []
      if (!list.includes(value)) list.unshift(value)
      this.#made.set(key, list)
      if (this.#isOfTheWorld(value)) return
      if (origin.ticket) this.#ofTickets.add(value)
      if (origin.ticket || origin.acme) this.#ofAcme.add(value)
      return
    }
    if (typeof value !== 'object' || value === null) return
    for (const [name, item] of Object.entries(value)) this.keep(item, origin, Array.isArray(value) ? key : name)
  }

  /** The newest id that was given under the key, else under `id`. */
  made(key: string): string | undefined {
    return (this.#made.get(key) ?? this.#made.get('id'))?.[0]
  }

  /** Ids that may be meant by a key, the likeliest first; another attempt takes the next. */
  candidates(key: string): readonly string[] {
    const { test, players, ticketId } = this.#world
    const single = isListKey.test(key) ? key.slice(0, -1) : key
    if (single === 'ticketId') return [ticketId]
    if (single === 'companyId') return [test.places.companies.acme]
    if (single === 'teamId') return [test.places.teams.net]
    if (staffKey.test(single)) return [test.actors.agent.id]
    if (/^(?:person|customer|requester|contact|user)Id$/.test(single))
      return [players.buyer.id, test.actors.customer.id, test.actors.agent.id]
    const made = [...(this.#made.get(single) ?? []), ...(this.#made.get('id') ?? [])]
    return [...new Set([...made, test.actors.agent.id, players.buyer.id, ticketId, test.places.companies.acme])]
  }

  originOf(value: unknown): Origin {
    return { ticket: this.ofTicketsIn(value).length > 0, acme: this.ofAcmeIn(value).length > 0 }
  }

  /** Ids in a value that are of ACME's tickets: other teams' agents have no business with them. */
  ofTicketsIn(value: unknown): readonly string[] {
    return idsIn(value).filter((id) => this.#ofTickets.has(id))
  }

  /** Ids in a value that are ACME's in any way: other companies' customers have no business with them. */
  ofAcmeIn(value: unknown): readonly string[] {
    return idsIn(value).filter((id) => this.#ofAcme.has(id))
  }

  #isOfTheWorld(id: string): boolean {
    const { players, test, foreignTicketId } = this.#world
    const people = [...Object.values(players), ...Object.values(test.actors)].map((one) => one.id)
    return [...people, foreignTicketId, ...Object.values(test.places.teams), ...Object.values(test.places.companies)].includes(id)
  }
}

function idsIn(value: unknown): readonly string[] {
  if (isUuid(value)) return [value]
  if (typeof value !== 'object' || value === null) return []
  return [...new Set(Object.values(value).flatMap((item) => idsIn(item)))]
}

/** The same value with ids put in the place of others. */
export function withIds(value: unknown, replace: (id: string) => string): unknown {
  if (isUuid(value)) return replace(value)
  if (Array.isArray(value)) return value.map((item) => withIds(item, replace))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withIds(item, replace)]))
}
