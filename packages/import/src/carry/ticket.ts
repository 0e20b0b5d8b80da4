import { isDeskError } from '@deskwright/core'
import { pathTo, type Step } from '../mapping/machine-path.ts'
import type { MappedTicket } from '../mapping/mapping.ts'
import type { FoundRecord, NewRecord } from '../record/schemas.ts'
import type { SourceMessage, SourceTicket } from '../source/shapes.ts'
import { actsOf, silenceAfter } from './acts.ts'
import type { Companies } from './companies.ts'
import { Messages, type Prepared } from './messages.ts'
import type { People } from './people.ts'
import { type At, hashOf, notLater, type Run } from './run.ts'
import { channelOf, languageOf, lineOf } from './text.ts'

/** A ticket on its way. */
export interface Carrying {
  readonly source: SourceTicket
  readonly messages: readonly SourceMessage[]
  readonly mapped: MappedTicket
  readonly hash: string
  readonly known: FoundRecord | undefined
}

/** Who stands in a ticket, by our ids. */
interface Parties {
  readonly requesterId: string
  readonly assigneeId: string | undefined
  readonly companyId: string | undefined
  readonly ccIds: readonly string[]
}

const MOST_RECORDS = 400

/** One ticket with everything of it: in one transaction, so that it is here whole, or not. */
export class TicketCarrier {
  readonly #run: Run
  readonly #people: People
  readonly #companies: Companies
  readonly #messages: Messages

  constructor(run: Run, people: People, companies: Companies) {
    this.#run = run
    this.#people = people
    this.#companies = companies
    this.#messages = new Messages(run, people)
  }

  async carry(carrying: Carrying, newMessages: readonly SourceMessage[]): Promise<void> {
    const { past, source, tally } = this.#run
    const prepared = new Map<string, Prepared>()
    for (const message of newMessages) {
      const one = await this.#messages.prepared(message)
      if (one) prepared.set(message.id, one)
    }
    const parties = await this.#parties(carrying.source)
    const done = await past.record(async (at) => {
      const left: [what: string, why: string][] = []
      const { ticketId, messageIds } = carrying.known?.targetId
        ? await this.#change(at, carrying, carrying.known.targetId, prepared, parties, left)
        : await this.#open(at, carrying, prepared, parties, left)
      const { version } = await at().tickets.get({ ticketId })
      const records: NewRecord[] = [
        { kind: 'ticket', sourceId: carrying.source.id, targetId: ticketId, targetVersion: version, hash: carrying.hash },
        ...messageIds.map(([sourceId, messageId]): NewRecord => ({ kind: 'message', sourceId, targetId: messageId, hash: '-' })),
      ]
      for (let from = 0; from < records.length; from += MOST_RECORDS)
        await at().imports.remember({ source, records: records.slice(from, from + MOST_RECORDS) })
      return { left, messageIds }
    })
    // Counted when it is there: the database may have asked for the whole once more.
    for (const [what, why] of done.left) tally.leftOut(what, why, carrying.source.id)
    tally.messages += done.messageIds.length
    for (const [sourceId] of done.messageIds) tally.attachments += prepared.get(sourceId)?.files.length ?? 0
  }

  async #parties({ requesterId, assigneeId, companyId, ccIds }: SourceTicket): Promise<Parties> {
    const { gathered } = this.#run
    const requester = await this.#people.idOf(requesterId ?? 'unknown')
    // For one of several companies somebody asks; over there nobody had to say for which.
    const [first, ...others] = requesterId === undefined ? [] : (gathered.people.get(requesterId)?.companyIds ?? [])
    const company = companyId ?? (others.length ? first : undefined)
    const cc: string[] = []
    for (const id of ccIds) if (id !== requesterId) cc.push(await this.#people.idOf(id))
    return {
      requesterId: requester,
      assigneeId: assigneeId === undefined ? undefined : await this.#people.idOf(assigneeId),
      companyId: company === undefined ? undefined : await this.#companies.idOf(company),
      ccIds: cc,
    }
  }

  async #open(
    at: At,
    carrying: Carrying,
    prepared: ReadonlyMap<string, Prepared>,
    parties: Parties,
    left: [string, string][],
  ): Promise<{ ticketId: string; messageIds: [string, string][] }> {
    const { now, map } = this.#run
    const { source, mapped } = carrying
    const { machine } = mapped
    const begins = notLater(source.createdAt, now)
    const program = at(begins)
    if (parties.companyId !== undefined) await this.#belong(at, begins, parties.requesterId, parties.companyId, left)
    const channel = channelOf(source.channel)
    const language = languageOf(source.language) ?? map.language
    const { id: ticketId } = await program.tickets.create({
      type: machine.typeId,
      subject: lineOf(source.subject, 300) || `#${source.number}`,
      requesterId: parties.requesterId,
      ...(parties.companyId === undefined ? {} : { companyId: parties.companyId }),
      ...(mapped.teamId === undefined ? {} : { teamId: mapped.teamId }),
      ...(mapped.priority === undefined ? {} : { priority: mapped.priority }),
      ...(channel === undefined || machine.channelRules[channel] === 'refuse' ? {} : { channel }),
      ...(language === undefined ? {} : { language }),
      ...(source.tags.length ? { tags: tagsOf(source) } : {}),
      fields: mapped.fields,
    })
    const tried = (what: string, run: () => Promise<unknown>) => triedTo(what, left, run)
    for (const personId of new Set(parties.ccIds))
      await tried('cc', () => program.tickets.addParticipant({ ticketId, personId, kind: 'cc' }))
    const { assigneeId } = parties
    if (assigneeId !== undefined) await tried('assignee', () => program.tickets.assign({ ticketId, assigneeId }))
    const steps = pathTo(machine, machine.initial, mapped.goal) ?? []
    return { ticketId, messageIds: await this.#tell(at, carrying, ticketId, steps, prepared) }
  }

  /** What is new over there. What was changed here meanwhile is left as it is, and only what was said is added. */
  async #change(
    at: At,
    carrying: Carrying,
    ticketId: string,
    prepared: ReadonlyMap<string, Prepared>,
    { assigneeId }: Parties,
    left: [string, string][],
  ): Promise<{ ticketId: string; messageIds: [string, string][] }> {
    const { source, mapped, known } = carrying
    const current = await at().tickets.get({ ticketId })
    if (current.status === 'merged') {
      left.push(['changes', 'the ticket is part of another one here'])
      return { ticketId, messageIds: [] }
    }
    if (current.version !== known?.targetVersion) {
      left.push(['changes but messages', 'the ticket was changed here meanwhile'])
      return { ticketId, messageIds: await this.#tell(at, carrying, ticketId, [], prepared) }
    }
    const changed = at(notLater(source.updatedAt, this.#run.now))
    const tried = (what: string, run: () => Promise<unknown>) => triedTo(what, left, run)
    if (current.type !== mapped.machine.typeId) left.push(['type', 'a ticket keeps its type'])
    const path = current.type === mapped.machine.typeId ? pathTo(mapped.machine, current.status ?? '', mapped.goal) : []
    if (!path) left.push(['status', `there is no way from '${current.status ?? ''}' to '${mapped.goal.status}'`])
    const update = async (): Promise<void> => {
      const subject = lineOf(source.subject, 300)
      await tried('subject, priority, fields', () =>
        changed.tickets.update({
          ticketId,
          ...(subject === '' || subject === current.subject ? {} : { subject }),
          ...(mapped.priority === undefined || mapped.priority === current.priority ? {} : { priority: mapped.priority }),
          ...(current.type === mapped.machine.typeId ? { fields: mapped.fields } : {}),
        }),
      )
      const add = tagsOf(source).filter((tag) => !current.tags?.includes(tag))
      const remove = (current.tags ?? []).filter((tag) => !tagsOf(source).includes(tag))
      if (add.length || remove.length)
        await tried('tags', () => changed.tickets.tag({ ticketId, ...(add.length ? { add } : {}), ...(remove.length ? { remove } : {}) }))
      const teamId = mapped.teamId ?? current.team?.id
      if ((current.assignee?.id ?? undefined) !== assigneeId || teamId !== current.team?.id)
        await tried('assignee', () =>
          changed.tickets.assign({ ticketId, assigneeId: assigneeId ?? null, ...(teamId === undefined ? {} : { teamId }) }),
        )
    }
    // What is closed changes no more: it is opened first, or closed last.
    const isClosed = current.category === 'closed'
    if (!isClosed) await update()
    const messageIds = await this.#tell(at, carrying, ticketId, path ?? [], prepared)
    if (isClosed && path?.length) await update()
    return { ticketId, messageIds }
  }

  async #tell(
    at: At,
    { source, messages, mapped }: Carrying,
    ticketId: string,
    steps: readonly Step[],
    prepared: ReadonlyMap<string, Prepared>,
  ): Promise<[string, string][]> {
    const { now } = this.#run
    const isStaff = (message: SourceMessage) => this.#messages.actingOf(message) === 'staff'
    const acts = actsOf({ ticket: source, messages: messages.filter(({ id }) => prepared.has(id)), steps, now, isStaff })
    const ids: [string, string][] = []
    for (const act of [...acts, ...silenceAfter(acts, mapped, now)]) {
      if ('step' in act)
        await at(act.at).tickets.perform({
          ticketId,
          command: act.step.command,
          input: act.step.input,
          overrideReason: `So it was in ${this.#run.source}`,
        })
      else ids.push(...(await this.#say(at, act.at, ticketId, prepared.get(act.message.id))))
    }
    return ids
  }

  async #say(at: At, instant: string, ticketId: string, prepared: Prepared | undefined): Promise<[string, string][]> {
    if (!prepared) return []
    const { message, who, body, files } = prepared
    const input = { ticketId, body, ...(files.length ? { attachments: [...files] } : {}) }
    const { tickets } = at(instant, who)
    const { message: written } = await (message.isPublic ? tickets.reply(input) : tickets.note(input))
    return [[message.id, written.id]]
  }

  async #belong(at: At, instant: string, personId: string, companyId: string, left: [string, string][]): Promise<void> {
    const { memberships } = await at().people.get({ personId })
    if (memberships.some(({ company }) => company.id === companyId)) return
    await triedTo('company', left, () => at(instant).companies.saveMember({ companyId, personId }))
  }
}

/** What the rules of this desk do not allow is left out and said. */
async function triedTo(what: string, left: [string, string][], run: () => Promise<unknown>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!isDeskError(error) || error.retryable || error.status >= 500) throw error
    left.push([what, error.code])
  }
}

const tagsOf = ({ tags }: SourceTicket): string[] => [...new Set(tags.map((tag) => lineOf(tag, 300)).filter(Boolean))].slice(0, 50)

/** Of a ticket with what was said: one that has not changed over there is not looked at. */
export const ticketHash = (ticket: SourceTicket, messages: readonly SourceMessage[]): string =>
  hashOf([ticket, messages.map(({ id, files }) => [id, files])])
