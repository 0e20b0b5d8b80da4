import { isDeskError } from '@deskwright/core'
import { type Finding, finding, reasonOf } from '../finding.ts'
import type { MadeInputs } from './made-inputs.ts'
import { type Attempt, walkTicket } from './walk-ticket.ts'
import type { World } from './world.ts'

/**
 * The life of tickets of every type, and of people, companies and teams, through core's operations: so that whatever a plugin hangs on
 * core's events is run. Refusals are a plugin's right; faults are not.
 */
export async function liveThrough(world: World, inputs: MadeInputs): Promise<Finding[]> {
  const { test, players, plugin } = world
  const worker = test.as(players.worker.person, players.worker.options)
  const buyer = test.as(players.buyer.person, players.buyer.options)
  const system = test.desk.system('conformance')
  const findings: Finding[] = []
  const attempt = async <T>(what: string, run: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await run()
    } catch (error) {
      if (!isDeskError(error) || error.status >= 500)
        findings.push(
          finding(
            `fault ${what}`,
            `With '${plugin.id}' installed '${what}' failed: ${reasonOf(error)}. A handler that can't go on must refuse by a coded error, in its time.`,
          ),
        )
      return undefined
    }
  }
  for (const { id: type } of (await system.types.list()).items) {
    const base = {
      type,
      subject: `A ${type} to live through`,
      requesterId: players.buyer.id,
      companyId: test.places.companies.acme,
      teamId: test.places.teams.net,
    }
    const opened = await attempt('tickets.create', () => worker.tickets.create({ ...base, body: 'Please' }))
    if (!opened) continue
    const ticketId = opened.id
    await attempt('tickets.take', () => worker.tickets.take({ ticketId }))
    await attempt('tickets.assign', () => worker.tickets.assign({ ticketId, assigneeId: test.actors.agent.id }))
    await attempt('tickets.note', () => worker.tickets.note({ ticketId, body: 'A note' }))
    await attempt('tickets.reply', () => worker.tickets.reply({ ticketId, body: 'A reply' }))
    await attempt('tickets.reply', () => buyer.tickets.reply({ ticketId, body: 'An answer' }))
    await attempt('tickets.tag', () => worker.tickets.tag({ ticketId, add: ['conformance'] }))
    await attempt('tickets.update', () =>
      worker.tickets.update({ ticketId, subject: 'Another subject', priority: 'high', priorityReason: 'Conformance' }),
    )
    await attempt('tickets.addParticipant', () =>
      worker.tickets.addParticipant({ ticketId, personId: test.actors.secondCustomer.id, kind: 'cc' }),
    )
    await attempt('tickets.addParticipant', () =>
      worker.tickets.addParticipant({ ticketId, personId: test.actors.agent.id, kind: 'follower' }),
    )
    await attempt('tickets.removeParticipant', () =>
      worker.tickets.removeParticipant({ ticketId, personId: test.actors.secondCustomer.id, kind: 'cc' }),
    )
    await walkTicket(world, inputs, ticketId, attempt)
    const silent = await attempt('tickets.create', () => buyer.tickets.create({ type, subject: `A ${type} of a customer` }))
    if (silent) await attempt('tickets.reopen', () => resolvedAndReopened(world, silent.id))
    await attempt('tickets.list', () => buyer.tickets.list({}))
    await attempt('tickets.timeline', () => buyer.tickets.timeline({ ticketId }))
  }
  await livePlaces(world, attempt)
  return findings
}

/** The customer says that it is not solved. */
async function resolvedAndReopened({ test, players }: World, ticketId: string): Promise<void> {
  const { tickets } = test.as(players.worker.person, players.worker.options)
  const { type } = await tickets.get({ ticketId })
  const [resolution = 'solved'] = Object.keys(test.desk.machines.find(({ typeId }) => typeId === type)?.resolutions ?? {})
  await tickets.resolve({ ticketId, resolution, text: 'Done', overrideReason: 'Conformance' })
  await test.as(players.buyer.person, players.buyer.options).tickets.reopen({ ticketId, reason: 'Not yet' })
}

async function livePlaces({ test }: World, attempt: Attempt): Promise<void> {
  const system = test.desk.system('conformance')
  const person = await attempt('people.create', () => system.people.create({ name: 'Somebody New', email: 'somebody@example.com' }))
  const company = await attempt('companies.create', () => system.companies.create({ name: 'Conformance Ltd' }))
  const team = await attempt('teams.create', () => system.teams.create({ key: 'conformance', title: 'Conformance' }))
  if (!person || !company || !team) return
  const personId = person.id
  const companyId = company.id
  await attempt('people.update', () => system.people.update({ personId, name: 'Somebody Else' }))
  await attempt('companies.update', () => system.companies.update({ companyId, name: 'Conformance & Co' }))
  await attempt('teams.update', () => system.teams.update({ teamId: team.id, title: 'Conformance team' }))
  await attempt('companies.saveMember', () => system.companies.saveMember({ companyId, personId }))
  await attempt('companies.saveMember', () => system.companies.saveMember({ companyId, personId, jobTitle: 'Tester' }))
  await attempt('companies.removeMember', () => system.companies.removeMember({ companyId, personId }))
  await attempt('access.grant', () => system.access.grant({ personId, roleId: 'agent', scope: 'team', scopeId: team.id }))
  await attempt('teams.removeMember', () => system.teams.removeMember({ teamId: team.id, personId }))
  await attempt('people.deactivate', () => system.people.deactivate({ personId }))
  await attempt('people.reactivate', () => system.people.reactivate({ personId }))
}
