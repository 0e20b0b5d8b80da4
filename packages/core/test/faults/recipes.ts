import {
  admin,
  adminId,
  newAgent,
  newAttachment,
  newContact,
  newKey,
  newPerson,
  newRule,
  newService,
  newTicket,
  ofAnother,
  onNewTicket,
  type Recipe,
  resolved,
  upload,
} from './recipe.ts'
import { commandsOfWork, queriesOfWork } from './recipes-of-work.ts'

/** A call of each command that changes as much as the command can. */
export const commandsOfCore: Readonly<Record<string, Recipe>> = {
  'tickets.create': async (stage) => {
    const { personId } = await newAgent(stage)
    const requesterId = await newContact(stage)
    const ccIds = [await newContact(stage)]
    const { teamId, companyId } = stage
    const people = { requesterId, companyId, teamId, assigneeId: personId, ccIds, followerIds: [personId] }
    return {
      input: { type: 'incident', subject: 'All of it', body: 'Help.', tags: ['a', 'b'], impact: 'high', urgency: 'high', ...people },
    }
  },
  'tickets.update': async (stage) => {
    const { ticketId } = await newAgent(stage)
    const requesterId = await newContact(stage)
    const ccId = await newContact(stage)
    await admin(stage).tickets.addParticipant({ ticketId, personId: ccId, kind: 'cc' })
    const { items } = await admin(stage).teams.list({})
    const teamId = items.find(({ key }) => key === 'intake')?.id
    return { input: { ticketId, subject: 'Changed', impact: 'high', urgency: 'high', requesterId, companyId: stage.companyId, teamId } }
  },
  'tickets.reply': async (stage) => ({
    input: {
      ticketId: await newTicket(stage),
      body: 'We are on it.',
      attachments: [await upload(stage), await upload(stage)],
      perform: { command: 'wait', input: { on: 'customer' } },
    },
  }),
  'files.discard': async (stage) => ({ input: { fileId: await upload(stage) } }),
  'files.release': async (stage) => ({ input: { fileId: await upload(stage, 'bad'), reason: 'It is our own test file.' } }),
  'tickets.note': onNewTicket({ body: 'Between us.' }),
  'tickets.assign': async (stage) => {
    const { personId } = await newAgent(stage)
    return { input: { ticketId: await newTicket(stage), assigneeId: personId, teamId: stage.teamId } }
  },
  'tickets.take': onNewTicket(),
  'tickets.tag': async (stage) => {
    const ticketId = await newTicket(stage)
    await admin(stage).tickets.tag({ ticketId, add: ['old'] })
    return { input: { ticketId, add: ['new'], remove: ['old'] } }
  },
  'tickets.addParticipant': async (stage) => ({
    input: { ticketId: await newTicket(stage), personId: await newContact(stage), kind: 'cc' },
  }),
  'tickets.removeParticipant': async (stage) => {
    const [ticketId, personId] = [await newTicket(stage), await newContact(stage)]
    await admin(stage).tickets.addParticipant({ ticketId, personId, kind: 'cc' })
    return { input: { ticketId, personId, kind: 'cc' } }
  },
  'tickets.perform': onNewTicket({ command: 'wait', input: { on: 'customer' } }),
  'tickets.start': onNewTicket(),
  'tickets.wait': onNewTicket({ on: 'third_party', reason: 'Later.' }),
  'tickets.resolve': onNewTicket({ resolution: 'solved', text: 'Done.' }),
  'tickets.close': async (stage) => ({ input: { ticketId: await resolved(stage) } }),
  'tickets.reopen': async (stage) => ({ input: { ticketId: await resolved(stage), reason: 'Not so.' } }),
  'tickets.cancel': onNewTicket({ reason: 'Never mind.' }),
  'tickets.merge': async (stage) => {
    const intoId = await newTicket(stage)
    const ticketId = await ofAnother(stage)
    await admin(stage).tickets.merge({ ticketId: await ofAnother(stage), intoId: ticketId })
    return { input: { ticketId, intoId } }
  },
  'tickets.unmerge': async (stage) => {
    const ticketId = await ofAnother(stage)
    await admin(stage).tickets.merge({ ticketId: await ofAnother(stage), intoId: ticketId })
    await admin(stage).tickets.merge({ ticketId, intoId: await newTicket(stage) })
    return { input: { ticketId } }
  },
  'tickets.split': async (stage) => {
    const ticketId = await newTicket(stage)
    const { message } = await admin(stage).tickets.reply({ ticketId, body: 'And another thing.' })
    return { input: { ticketId, fromMessageId: message.id, subject: 'Another thing' } }
  },
  'tickets.resolveWithIncidents': async (stage) => {
    const [ticketId, incident] = [await newTicket(stage), await newTicket(stage)]
    await admin(stage).links.add({ ticketId, role: 'causes', otherId: incident })
    const incidents = { ticketIds: [incident], resolution: 'solved', text: 'Gone.' }
    return { input: { ticketId, resolution: 'solved', text: 'Found.', incidents } }
  },
  'links.add': async (stage) => {
    const [ticketId, otherId] = [await newTicket(stage), await newTicket(stage)]
    return { input: { ticketId, role: 'blocks', otherId } }
  },
  'links.remove': async (stage) => {
    const [ticketId, otherId] = [await newTicket(stage), await newTicket(stage)]
    const { id: linkId } = await admin(stage).links.add({ ticketId, role: 'blocks', otherId })
    return { input: { ticketId, linkId } }
  },
  'people.updateMe': async (stage) => ({ who: 'customer', input: { name: `Customer ${stage.fresh()}` } }),
  'people.create': async (stage) => ({ input: { name: 'New', externalId: stage.fresh(), email: 'new@example.com' } }),
  'people.update': async (stage) => ({ input: { personId: await newPerson(stage), name: 'Renamed', email: 'renamed@example.com' } }),
  'people.deactivate': async (stage) => {
    const { personId, ticketId } = await newAgent(stage)
    await admin(stage).tickets.addParticipant({ ticketId, personId, kind: 'follower' })
    return { input: { personId, reason: 'Left.' } }
  },
  'people.reactivate': async (stage) => {
    const personId = await newPerson(stage)
    await admin(stage).people.deactivate({ personId })
    return { input: { personId } }
  },
  'people.erase': async (stage) => {
    const { personId, ticketId } = await newAgent(stage)
    await admin(stage).tickets.addParticipant({ ticketId, personId, kind: 'follower' })
    return { input: { personId } }
  },
  'companies.create': async (stage) => ({ input: { name: 'New Ltd', externalId: stage.fresh() } }),
  'companies.update': async (stage) => ({ input: { companyId: stage.companyId, name: `ACME ${stage.fresh()}` } }),
  'companies.saveMember': async (stage) => ({
    input: {
      companyId: stage.companyId,
      personId: await newPerson(stage),
      jobTitle: 'Boss',
      approvalLimit: { minor: 100, currency: 'EUR' },
    },
  }),
  'companies.removeMember': async (stage) => ({ input: { companyId: stage.companyId, personId: await newContact(stage) } }),
  'teams.create': async (stage) => ({ input: { key: stage.fresh(), title: 'New' } }),
  'teams.update': async (stage) => ({ input: { teamId: stage.teamId, title: `Network ${stage.fresh()}` } }),
  'teams.removeMember': async (stage) => ({ input: { teamId: stage.teamId, personId: (await newAgent(stage)).personId } }),
  'access.saveRole': async (stage) => ({
    input: { roleId: stage.fresh(), title: 'New', acting: 'staff', permissions: ['ticket.read', 'ticket.note'] },
  }),
  'access.grant': async (stage) => ({ input: { personId: await newPerson(stage), roleId: 'agent', scope: 'team', scopeId: stage.teamId } }),
  'access.revoke': async (stage) => ({ input: { grantId: (await newAgent(stage)).grantId } }),
  'provisioning.create': async (stage) => ({
    input: { title: 'Staff', domain: 'example.org', roleId: 'agent', scope: 'team', scopeId: stage.teamId },
  }),
  'provisioning.activate': async (stage) => ({ input: { ruleId: await newRule(stage) } }),
  'provisioning.end': async (stage) => ({ input: { ruleId: await newRule(stage) } }),
  'keys.create': async (stage) => ({ input: { serviceId: await newService(stage), name: 'Monitoring' } }),
  'keys.rotate': async (stage) => ({ input: { keyId: await newKey(stage) } }),
  'keys.revoke': async (stage) => ({ input: { keyId: await newKey(stage) } }),
  'deliveries.replay': async (stage) => {
    await admin(stage).tickets.reply({ ticketId: await newTicket(stage), body: 'To be delivered.' })
    await stage.desk.tick()
    const { items } = await admin(stage).audit.events({ limit: 200 })
    const all = [...items]
    for (let page = items; page.length === 200; ) {
      page = (await admin(stage).audit.events({ limit: 200, after: page.at(-1)?.position ?? 0 })).items
      all.push(...page)
    }
    return { input: { handler: 'probe/look', position: all.findLast(({ event }) => event === 'ticket.replied')?.position } }
  },
  'probe.play': onNewTicket(),
  'probe.write': onNewTicket(),
}
export const commandRecipes: Readonly<Record<string, Recipe>> = { ...commandsOfCore, ...commandsOfWork }

/** A call of each query. */
export const queryRecipes: Readonly<Record<string, Recipe>> = {
  'files.get': async (stage) => ({ input: { fileId: await upload(stage) } }),
  'files.quarantine': async () => ({ input: {} }),
  'attachments.list': async (stage) => ({ input: { ticketId: (await newAttachment(stage)).ticketId } }),
  'attachments.link': async (stage) => ({ input: await newAttachment(stage) }),
  'tickets.list': async () => ({ input: { sort: 'updated' } }),
  'tickets.get': onNewTicket(),
  'tickets.participants': onNewTicket(),
  'tickets.messages': onNewTicket(),
  'tickets.merged': onNewTicket(),
  'links.list': onNewTicket(),
  'tickets.timeline': onNewTicket(),
  'tickets.commands': onNewTicket(),
  'types.list': async () => ({ input: {} }),
  'types.get': async () => ({ input: { typeId: 'incident' } }),
  'people.me': async () => ({ input: {} }),
  'people.get': async (stage) => ({ input: { personId: await adminId(stage) } }),
  'people.list': async (stage) => ({ input: { query: 'a', companyId: stage.companyId } }),
  'companies.get': async (stage) => ({ input: { companyId: stage.companyId } }),
  'companies.list': async () => ({ input: { query: 'a' } }),
  'companies.members': async (stage) => ({ input: { companyId: stage.companyId } }),
  'teams.get': async (stage) => ({ input: { teamId: stage.teamId } }),
  'teams.list': async () => ({ input: {} }),
  'teams.members': async (stage) => ({ input: { teamId: stage.teamId } }),
  'access.permissions': async () => ({ input: {} }),
  'access.roles': async () => ({ input: {} }),
  'access.grants': async () => ({ input: {} }),
  'access.why': async (stage) => ({
    input: { permission: 'ticket.read', ticketId: await newTicket(stage), personId: await adminId(stage) },
  }),
  'search.find': async () => ({ input: { query: 'printer status:open' } }),
  'provisioning.rules': async () => ({ input: {} }),
  'provisioning.preview': async (stage) => ({ input: { ruleId: await newRule(stage) } }),
  'provisioning.given': async (stage) => ({ input: { ruleId: await newRule(stage) } }),
  'keys.list': async (stage) => ({ input: { serviceId: await newService(stage) } }),
  'deliveries.list': async () => ({ input: {} }),
  'deliveries.handlers': async () => ({ input: {} }),
  'audit.denials': async () => ({ input: {} }),
  'audit.events': async () => ({ input: {} }),
  ...queriesOfWork,
}
