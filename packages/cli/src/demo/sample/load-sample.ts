import type { Desk } from '@deskwright/core'
import { everyItem } from '../../every-item.ts'
import { idIn, populate } from '../../population/populate.ts'
import { externalIdOf, type PopulationIds } from '../../population/population.ts'
import type { DemoClock } from '../demo-clock.ts'
import { samplePopulation } from './sample-population.ts'
import type { SampleAct, SampleStep } from './sample-step.ts'
import { sampleTickets } from './sample-tickets.ts'

const REASON = 'sample data'
const TAG = 'sample'
const HOUR_MS = 3_600_000
/** The desk of the sample is that old: its first company was added then. */
const HISTORY_MS = 60 * 24 * HOUR_MS

/**
 * Fills an empty desk with the sample, through its public API alone and with a history: everything happens at its own time.
 * What is there already is left alone, also when an earlier start was interrupted. Returns how many tickets were added.
 */
export async function loadSample(desk: Desk, clock: DemoClock): Promise<number> {
  const tagged = await taggedTickets(desk)
  if (tagged === sampleTickets.length) return 0
  const present = await presentOf(desk, clock)
  try {
    clock.set(present - HISTORY_MS)
    const ids = await populate(desk, REASON, samplePopulation)
    const ticketIds = new Map<string, string>()
    for (const step of scheduled(present)) {
      clock.set(step.at)
      await perform(desk, ids, ticketIds, step)
    }
    clock.set(present)
    for (const ticketId of ticketIds.values()) await desk.system(REASON).tickets.tag({ ticketId, add: [TAG] })
  } finally {
    clock.run()
  }
  return sampleTickets.length - tagged
}

async function taggedTickets(desk: Desk): Promise<number> {
  let count = 0
  for await (const _ of everyItem((place) => desk.system(REASON).tickets.list({ ...place, tag: TAG }))) count += 1
  return count
}

/** The moment that the sample's history leads up to: of the first start, told by its first company when that start was interrupted. */
async function presentOf(desk: Desk, clock: DemoClock): Promise<number> {
  const [first] = samplePopulation.companies
  for await (const { externalId, createdAt } of everyItem((place) => desk.system(REASON).companies.list(place)))
    if (first && externalId === externalIdOf(first.key)) return Date.parse(createdAt) + HISTORY_MS
  return Math.floor(clock.now() / HOUR_MS) * HOUR_MS
}

interface ScheduledStep extends SampleStep {
  readonly ticket: string
  readonly index: number
  readonly at: number
}

/** The steps of all tickets in the order of their times, so that numbers and history are those of a desk that lived. */
const scheduled = (present: number): ScheduledStep[] =>
  sampleTickets
    .flatMap(({ key, hoursAgo, steps }) =>
      steps.map((step, index) => ({ ...step, ticket: key, index, at: present - hoursAgo * HOUR_MS + step.after * 60_000 })),
    )
    .sort((a, b) => a.at - b.at || (a.ticket < b.ticket ? -1 : 1) || a.index - b.index)

async function perform(desk: Desk, ids: PopulationIds, ticketIds: Map<string, string>, step: ScheduledStep): Promise<void> {
  const person = { externalId: externalIdOf(step.by) }
  const common = { idempotencyKey: `sample:${step.ticket}:${step.index}`, channel: step.channel ?? 'portal' }
  const { tickets } = desk.as(person, {
    ...common,
    ...(step.acting ? { acting: step.acting } : {}),
    ...(step.company ? { company: idIn(ids.companies, step.company) } : {}),
  })
  const { act } = step
  if (act.do === 'create') {
    ticketIds.set(step.ticket, (await tickets.create(newTicket(ids, act))).id)
    return
  }
  const ticketId = idIn(ticketIds, step.ticket)
  switch (act.do) {
    case 'reply':
      await tickets.reply({ ticketId, body: act.body, ...(act.perform ? { perform: act.perform } : {}) })
      break
    case 'note':
      await tickets.note({ ticketId, body: act.body })
      break
    case 'assign':
      await tickets.assign({ ticketId, assigneeId: idIn(ids.people, act.assignee), teamId: idIn(ids.teams, act.team) })
      break
    case 'perform':
      await tickets.perform({ ticketId, command: act.command, ...(act.input ? { input: act.input } : {}) })
      break
    case 'fields':
      await tickets.update({ ticketId, fields: act.fields })
      break
    case 'follow':
      await tickets.addParticipant({ ticketId, personId: idIn(ids.people, act.person), kind: 'follower' })
  }
}

const newTicket = (ids: PopulationIds, act: Extract<SampleAct, { do: 'create' }>) => ({
  type: act.type,
  subject: act.subject,
  body: act.body,
  language: act.language,
  ...(act.levels ? { urgency: act.levels.urgency } : {}),
  ...(act.requester ? { requesterId: idIn(ids.people, act.requester) } : {}),
  ...(act.company ? { companyId: idIn(ids.companies, act.company) } : {}),
  ...(act.team ? { teamId: idIn(ids.teams, act.team) } : {}),
  ...(act.cc ? { ccIds: act.cc.map((key) => idIn(ids.people, key)) } : {}),
})
