import type { Desk, Ticket } from '@deskwright/core'
import { everyItem } from '../every-item.ts'
import { idIn } from '../population/populate.ts'
import { externalIdOf, type PopulationIds } from '../population/population.ts'
import { assigneeOf, callerOf, changerOf, type LogPerson, openerOf, operator, resolverOf } from './log-actors.ts'
import { companyKeyOf, teamKeyOf } from './log-population.ts'
import { logIncident } from './log-type.ts'
import type { LogIncident, TimedRow } from './read-log.ts'
import { noteOf, type Refusal, refusalError, refusalIn, refusedTag } from './refusal.ts'
import { commandTo, inputOf, levelsOf, updateOf, valuesOf } from './row-change.ts'

/** A row about to be replayed, with what stands before it. */
interface Moment {
  readonly incident: LogIncident
  readonly index: number
  readonly row: TimedRow
  readonly before: TimedRow
  /** The last state that the log knew before. */
  readonly stateBefore: string
}

/** Does in the desk what a row of the log says, by the person whom it names, under an idempotency key of its own. */
export class RowReplay {
  readonly #desk: Desk
  readonly #ids: PopulationIds
  readonly #tickets: Map<string, Ticket>
  readonly #machine: Desk['machines'][number]

  constructor(desk: Desk, ids: PopulationIds, tickets: Map<string, Ticket>) {
    const machine = desk.machines.find(({ typeId }) => typeId === logIncident.id)
    if (!machine) throw new TypeError(`The desk has no ticket type '${logIncident.id}'.`)
    this.#desk = desk
    this.#ids = ids
    this.#tickets = tickets
    this.#machine = machine
  }

  /** Whether something of a row (−1: of the opening) is not in the desk yet: told by the ticket, which knows how many rows it has. */
  async isDue(incident: LogIncident, index: number): Promise<boolean> {
    const ticket = this.#tickets.get(incident.number)
    if (index < 0 || !ticket) return !ticket
    const moment = momentOf(incident, index)
    const isCounted = index < rowsOf(ticket)
    // A closed ticket counts no more: of a row that closes, and of those after it, the history tells whether they are done.
    if (ticket.category === 'closed')
      return !isCounted && this.#changesAnything(moment, ticket) && !(await this.#isInHistory(moment, ticket))
    const isLastCounted = index === rowsOf(ticket) - 1
    if (!isLastCounted || moment.row.state !== 'closed' || moment.stateBefore === 'closed') return !isCounted
    return !(await this.#isInHistory(moment, ticket))
  }

  #changesAnything({ row, before, stateBefore }: Moment, ticket: Ticket): boolean {
    const moves = row.state !== undefined && row.state !== stateBefore
    const assigns = row.group !== before.group || row.assignee !== before.assignee
    const parties = row.caller !== before.caller || row.location !== before.location
    return moves || assigns || parties || Object.keys(updateOf(this.#machine, ticket, before, row)).length > 0
  }

  /** Closed at the time of the row or later, or refused for it. */
  async #isInHistory({ row, index }: Moment, { id: ticketId }: Ticket): Promise<boolean> {
    const at = new Date(row.happensAt).toISOString()
    for await (const entry of everyItem((place) => this.#desk.system('log replay').tickets.timeline({ ...place, ticketId }))) {
      if (row.state === 'closed' && entry.event === 'ticket.closed' && entry.at >= at) return true
      if (entry.message && refusalIn(entry.message.body)?.row === index + 1) return true
    }
    return false
  }

  async open(incident: LogIncident): Promise<void> {
    const [row] = incident.rows
    if (!row) return
    const { category = 'Incident', subcategory = incident.number, symptom, item } = row.fields
    const { priorityReason: _, ...levels } = levelsOf(this.#machine, row, {
      impact: null,
      urgency: null,
      priority: this.#machine.priority.default,
    })
    const assignee = assigneeOf(row)
    const ticket = await this.#as(openerOf(incident), `${incident.number}:open`).tickets.create({
      type: logIncident.id,
      subject: `${category}, ${subcategory}`,
      body: [`${incident.number}.`, symptom, item].filter(Boolean).join(' '),
      requesterId: idIn(this.#ids.people, callerOf(row).key),
      companyId: idIn(this.#ids.companies, companyKeyOf(row.location)),
      teamId: idIn(this.#ids.teams, teamKeyOf(row.group)),
      ...(assignee ? { assigneeId: idIn(this.#ids.people, assignee.key) } : {}),
      ...(row.channel === undefined ? {} : { channel: row.channel }),
      language: 'en',
      ...stated(levels),
      fields: { ...row.fields, log_number: incident.number, log_row: 0 },
    })
    this.#tickets.set(incident.number, ticket)
  }

  async replay(incident: LogIncident, index: number): Promise<void> {
    const moment = momentOf(incident, index)
    const { row, stateBefore } = moment
    const ticket = this.#ticketOf(incident)
    const moves = row.state !== undefined && row.state !== stateBefore && row.state !== ticket.status
    const move = moves ? () => this.#move(moment) : undefined
    const assign = () => this.#assign(moment)
    const update = () => this.#update(moment)
    // What is closed changes no more: a row that closes does it last, one that leaves it first. In all others the count of rows comes last.
    const order =
      !moves || ticket.category === 'closed'
        ? [move, assign, update]
        : row.state === 'closed'
          ? [assign, update, move]
          : [assign, move, update]
    for (const act of order) await act?.()
  }

  async #move(moment: Moment): Promise<void> {
    const { incident, row } = moment
    const ticket = this.#ticketOf(incident)
    const from = ticket.status ?? ''
    const to = row.state ?? from
    const command = commandTo(this.#machine, from, to)
    const by = resolverOf(row) ?? changerOf(row)
    await this.#try(moment, { what: 'transition', from: titleOf(this.#machine, from), to: row.stateName ?? to }, () =>
      this.#as(by, this.#key(moment, 'move')).tickets.perform({
        ticketId: ticket.id,
        command,
        input: inputOf(this.#machine, command, row, to),
      }),
    )
  }

  async #assign(moment: Moment): Promise<void> {
    const { incident, row, before } = moment
    if (row.group === before.group && row.assignee === before.assignee) return
    const ticket = this.#ticketOf(incident)
    const teamId = idIn(this.#ids.teams, teamKeyOf(row.group))
    const assignee = assigneeOf(row)
    const assigneeId = assignee ? idIn(this.#ids.people, assignee.key) : null
    if (ticket.team?.id === teamId && (ticket.assignee?.id ?? null) === assigneeId) return
    const place = (group = 'no group', name = 'nobody') => `${group}, ${name}`
    await this.#try(moment, { what: 'assignment', from: place(before.group, before.assignee), to: place(row.group, row.assignee) }, () =>
      this.#as(changerOf(row), this.#key(moment, 'assign')).tickets.assign({ ticketId: ticket.id, teamId, assigneeId }),
    )
  }

  async #update(moment: Moment): Promise<void> {
    const { incident, row, before, index } = moment
    const ticket = this.#ticketOf(incident)
    const { fields, ...changes } = { ...updateOf(this.#machine, ticket, before, row), ...this.#partiesOf(moment) }
    const names = [...Object.keys(changes), ...Object.keys(fields ?? {})]
    // Nothing but the count of rows is no reason to touch what is closed. What is counted was changed before a kill, and only its closing is left.
    if (!names.length && (ticket.category === 'closed' || rowsOf(ticket) > index)) return
    await this.#try(moment, { what: 'change', from: 'as it was', to: names.join(', ') }, () =>
      this.#as(changerOf(row), this.#key(moment, 'update')).tickets.update({
        ticketId: ticket.id,
        ...changes,
        fields: { ...fields, log_row: index + 1 },
      }),
    )
  }

  #partiesOf({ incident, row, before }: Moment): { requesterId?: string; companyId?: string } {
    const { requester, company } = this.#ticketOf(incident)
    const requesterId = row.caller === before.caller || row.caller === undefined ? requester.id : idIn(this.#ids.people, callerOf(row).key)
    const companyId =
      row.location === before.location || row.location === undefined ? company?.id : idIn(this.#ids.companies, companyKeyOf(row.location))
    return {
      ...(requesterId === requester.id ? {} : { requesterId }),
      ...(companyId === undefined || companyId === company?.id ? {} : { companyId }),
    }
  }

  /** What the desk refuses is written on the ticket, once, and the replay goes on. */
  async #try(moment: Moment, what: Omit<Refusal, 'row' | 'code'>, act: () => Promise<Ticket>): Promise<void> {
    const { incident, row, index } = moment
    try {
      this.#tickets.set(incident.number, await act())
    } catch (error) {
      const { code, message } = refusalError(error)
      const ticketId = this.#ticketOf(incident).id
      const refusal: Refusal = { row: index + 1, ...what, code }
      // The note last: it says that the row is done.
      const tagged = await this.#as(operator, this.#key(moment, `tag-${what.what}`)).tickets.tag({ ticketId, add: [refusedTag] })
      this.#tickets.set(incident.number, tagged)
      await this.#as(operator, this.#key(moment, `refused-${what.what}`)).tickets.note({ ticketId, body: noteOf(refusal, row, message) })
    }
  }

  #as({ key, name }: LogPerson, idempotencyKey: string) {
    return this.#desk.as({ externalId: externalIdOf(key), name }, { idempotencyKey, acting: 'staff', channel: 'phone' })
  }

  /** Of the log's own words, so that another part of the log that has the same row means the same. */
  #key({ incident, row, index }: Moment, step: string): string {
    return `${incident.number}:${index + 1}:${row.happensAt}:${step}`.replace(/[^\x21-\x7e]/g, '_')
  }

  #ticketOf(incident: LogIncident): Ticket {
    const ticket = this.#tickets.get(incident.number)
    if (!ticket) throw new TypeError(`The incident ${incident.number} was not opened.`)
    return ticket
  }
}

const rowsOf = (ticket: Ticket): number => Number(valuesOf(ticket)['log_row'] ?? 0)

const titleOf = (machine: Desk['machines'][number], status: string): string => machine.status(status)?.title.en ?? status

function momentOf(incident: LogIncident, index: number): Moment {
  const row = incident.rows[index]
  if (!row) throw new TypeError(`The incident ${incident.number} has no row ${index}.`)
  const stateBefore = incident.rows.slice(0, index).findLast(({ state }) => state !== undefined)?.state ?? 'new'
  return { incident, index, row, before: incident.rows[index - 1] ?? row, stateBefore }
}

/** Levels that are known: opening takes no `null`. */
const stated = (levels: ReturnType<typeof levelsOf>) => ({
  ...(levels.impact ? { impact: levels.impact } : {}),
  ...(levels.urgency ? { urgency: levels.urgency } : {}),
  ...(levels.priority ? { priority: levels.priority } : {}),
})
