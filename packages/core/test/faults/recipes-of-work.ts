import { admin, adminId, asking, newContact, newPerson, newTicket, onNewTicket, type Recipe } from './recipe.ts'
import type { Stage } from './stage.ts'

/** What is done around a ticket: approvals, checklists, catalogue, macros, calendars, views, bulk, presence and notifications. */

const question = { question: 'May we?', audience: 'staff' } as const
const deputy = ({ desk }: Stage) => desk.as({ externalId: 'deputy' })
const deputyId = async (stage: Stage): Promise<string> => (await deputy(stage).people.me()).person.id
const newAnswerer = async (stage: Stage): Promise<string> => {
  const personId = await newPerson(stage)
  await admin(stage).access.grant({ personId, roleId: 'agent', scope: 'all' })
  return personId
}
/** Asked by the deputy, of the administrator and another. */
const newApproval = async (stage: Stage): Promise<{ approvalId: string; contentHash: string; ticketId: string; otherId: string }> => {
  const ticketId = await newTicket(stage)
  const otherId = await newAnswerer(stage)
  const staffIds = [await adminId(stage), otherId]
  const { id: approvalId, contentHash } = await deputy(stage).approvals.request({ ...question, ticketId, staffIds, needed: 'all' })
  return { approvalId, contentHash, ticketId, otherId }
}
/** Of the probe's own kind, about something of its own. */
const askFor = async (stage: Stage, ticketId: string) => ({
  ...question,
  ticketId,
  staffIds: [await deputyId(stage)],
  needed: 'one' as const,
  kind: 'probe.row',
  subjectId: stage.fresh(),
  content: { total: 1 },
  contentHash: 'v1',
})

const newChecklist = async (stage: Stage): Promise<{ checklistId: string; itemIds: string[] }> => {
  const ticketId = await newTicket(stage)
  const list = await admin(stage).checklists.create({ ticketId, title: 'Before', audience: 'both', items: ['Ask', 'Pay', 'Go'] })
  return { checklistId: list.id, itemIds: list.items.map(({ id }) => id) }
}
const template = { titles: { en: 'New laptop' }, items: [{ en: 'Order' }, { en: 'Hand over' }], audience: 'both' as const }
const newTemplate = async (stage: Stage): Promise<string> => (await admin(stage).checklists.createTemplate(template)).id

const content = { titles: { en: 'A laptop' }, type: 'service_request', subjects: { en: 'A laptop, please' } }
const newEntry = async (stage: Stage): Promise<string> => {
  const checklists = [await newTemplate(stage)]
  return (await admin(stage).catalogue.create({ audience: 'both', content: { ...content, checklists } })).id
}

const macro = {
  titles: { en: 'On its way' },
  shared: 'desk' as const,
  actions: [
    { do: 'tag' as const, add: ['sent'] },
    { do: 'reply' as const, body: { en: 'It is on its way.' } },
    { do: 'perform' as const, command: 'wait', input: { on: 'customer' } },
  ],
}
const newMacro = async (stage: Stage): Promise<string> => (await admin(stage).macros.create(macro)).id

const hours = { monday: [{ from: '09:00', to: '17:00' }] }
const newCalendar = async (stage: Stage): Promise<string> =>
  (await admin(stage).calendars.create({ key: stage.fresh(), title: 'Office', timeZone: 'Asia/Tehran', hours })).id

const newView = async (stage: Stage): Promise<string> =>
  (await admin(stage).views.create({ titles: { en: `Mine ${stage.fresh()}` }, filter: { open: true }, shared: 'nobody' })).id

/** Tickets of a customer of whom something is told that they have not read. */
const told = async (stage: Stage): Promise<string> => {
  const ticketId = await newTicket(stage)
  await admin(stage).tickets.reply({ ticketId, body: 'We are on it.' })
  await stage.desk.tick()
  return ticketId
}

export const commandsOfWork: Readonly<Record<string, Recipe>> = {
  'approvals.request': async (stage) => ({
    input: {
      ...question,
      ticketId: await newTicket(stage),
      staffIds: [await deputyId(stage)],
      contactIds: [await newContact(stage)],
      needed: 'all',
      audience: 'both',
    },
  }),
  'approvals.requestFor': async (stage) => {
    const ticketId = await newTicket(stage)
    const input = await askFor(stage, ticketId)
    return { input, byPlugin: { ticketId, run: (work) => work.asPlugin.approvals.requestFor(input) } }
  },
  'approvals.invalidate': async (stage) => {
    const ticketId = await newTicket(stage)
    const asked = await askFor(stage, ticketId)
    let approvalId = ''
    stage.script.play = async (work) => {
      approvalId = (await work.asPlugin.approvals.requestFor(asked)).id
    }
    await admin(stage).probe.play({ ticketId })
    return { input: { approvalId }, byPlugin: { ticketId, run: (work) => work.asPlugin.approvals.invalidate({ approvalId }) } }
  },
  'approvals.vote': async (stage) => {
    const { approvalId, contentHash } = await newApproval(stage)
    return { input: { approvalId, contentHash, vote: 'refused', comment: 'Too much.' } }
  },
  'approvals.withdraw': async (stage) => ({ input: { approvalId: (await newApproval(stage)).approvalId } }),
  'approvals.askAgain': async (stage) => {
    const { approvalId, ticketId } = await newApproval(stage)
    await admin(stage).tickets.update({ ticketId, subject: 'Something else' })
    return { who: 'deputy', input: { approvalId } }
  },
  'approvals.replaceApprover': async (stage) => {
    const { approvalId, otherId } = await newApproval(stage)
    return { input: { approvalId, personId: otherId, replacementId: await newAnswerer(stage) } }
  },
  'checklists.create': onNewTicket({ title: 'Before', audience: 'both', items: ['Ask', 'Pay'] }),
  'checklists.copyTemplate': async (stage) => ({ input: { ticketId: await newTicket(stage), templateId: await newTemplate(stage) } }),
  'checklists.rename': async (stage) => ({ input: { checklistId: (await newChecklist(stage)).checklistId, title: 'After' } }),
  'checklists.remove': async (stage) => ({ input: { checklistId: (await newChecklist(stage)).checklistId } }),
  'checklists.addItem': async (stage) => {
    const { checklistId, itemIds } = await newChecklist(stage)
    return { input: { checklistId, text: 'Look', beforeItemId: itemIds[0] } }
  },
  'checklists.editItem': async (stage) => {
    const { checklistId, itemIds } = await newChecklist(stage)
    return { input: { checklistId, itemId: itemIds[0], text: 'Look' } }
  },
  'checklists.removeItem': async (stage) => {
    const { checklistId, itemIds } = await newChecklist(stage)
    return { input: { checklistId, itemId: itemIds[0] } }
  },
  'checklists.arrangeItems': async (stage) => {
    const { checklistId, itemIds } = await newChecklist(stage)
    return { input: { checklistId, itemIds: itemIds.toReversed() } }
  },
  'checklists.check': async (stage) => {
    const { checklistId, itemIds } = await newChecklist(stage)
    return { input: { checklistId, itemId: itemIds[0] } }
  },
  'checklists.uncheck': async (stage) => {
    const { checklistId, itemIds } = await newChecklist(stage)
    const [itemId = ''] = itemIds
    await admin(stage).checklists.check({ checklistId, itemId })
    return { input: { checklistId, itemId } }
  },
  'tickets.rate': async (stage) => {
    const ticketId = await newTicket(stage)
    await admin(stage).tickets.resolve({ ticketId, resolution: 'solved', text: 'Done.' })
    return { who: 'customer', input: { ticketId, score: 4, comment: 'Quick.' } }
  },
  'checklists.createTemplate': async () => ({ input: template }),
  'checklists.updateTemplate': async (stage) => ({ input: { templateId: await newTemplate(stage), items: [{ en: 'Only this' }] } }),
  'catalogue.create': async (stage) => ({ input: { audience: 'companies', companyIds: [stage.companyId], content } }),
  'catalogue.update': async (stage) => ({
    input: { catalogueEntryId: await newEntry(stage), audience: 'companies', companyIds: [stage.companyId], content },
  }),
  'catalogue.request': async (stage) => ({
    who: 'customer',
    input: { catalogueEntryId: await newEntry(stage), body: 'A big one.' },
  }),
  'macros.create': async () => ({ input: macro }),
  'macros.update': async (stage) => ({ input: { macroId: await newMacro(stage), titles: { en: 'Sent' }, actions: [{ do: 'take' }] } }),
  'macros.remove': async (stage) => ({ input: { macroId: await newMacro(stage) } }),
  'macros.preview': async (stage) => ({ changes: false, input: { macroId: await newMacro(stage), ticketId: await newTicket(stage) } }),
  'macros.apply': async (stage) => ({ input: { macroId: await newMacro(stage), ticketId: await newTicket(stage) } }),
  'calendars.create': async (stage) => ({
    input: { key: stage.fresh(), title: 'Office', timeZone: 'Asia/Jerusalem', hours, specialDays: [{ date: '2026-12-25' }] },
  }),
  'calendars.update': async (stage) => ({ input: { calendarId: await newCalendar(stage), title: 'Shop', timeZone: 'Europe/Rome' } }),
  'calendars.remove': async (stage) => ({ input: { calendarId: await newCalendar(stage) } }),
  'views.create': async (stage) => ({
    input: { titles: { en: `Ours ${stage.fresh()}` }, filter: { open: true }, shared: 'team', teamId: stage.teamId },
  }),
  'views.update': async (stage) => ({ input: { viewId: await newView(stage), filter: { tag: 'urgent' }, order: 'oldest' } }),
  'views.remove': async (stage) => {
    const viewId = await newView(stage)
    await admin(stage).views.arrange({ viewIds: [viewId] })
    return { input: { viewId } }
  },
  'views.arrange': async (stage) => ({ input: { viewIds: [await newView(stage), await newView(stage)] } }),
  'bulk.run': async (stage) => {
    const ticketIds = [await newTicket(stage), await newTicket(stage)]
    return { input: { ticketIds, command: 'start', atomic: true } }
  },
  'bulk.cancel': async (stage) => {
    const ticketIds = [await newTicket(stage), await newTicket(stage)]
    const { id: bulkId } = await admin(stage).bulk.run({ ticketIds, command: 'start', async: true })
    return { input: { bulkId } }
  },
  'live.announce': async (stage) => ({ input: { ticketId: await newTicket(stage), doing: 'writing' } }),
  'live.leave': async (stage) => {
    const ticketId = await newTicket(stage)
    await admin(stage).live.announce({ ticketId, doing: 'writing' })
    return { input: { ticketId } }
  },
  'notifications.read': async (stage) => ({ who: 'customer', input: { ticketId: await told(stage) } }),
  'notifications.savePreference': async (stage) => {
    const who = stage.fresh()
    await stage.desk.as({ externalId: who }).people.me()
    return { who, input: { reason: 'requester', channel: 'inbox', isOn: false } }
  },
}

export const queriesOfWork: Readonly<Record<string, Recipe>> = {
  'types.form': async () => ({ input: { typeId: 'incident', purpose: 'create' } }),
  'catalogue.list': async () => ({ who: 'customer', input: {} }),
  'catalogue.get': async (stage) => ({ input: { catalogueEntryId: await newEntry(stage) } }),
  'catalogue.requestedBy': async (stage) => {
    const ticket = await asking(stage).catalogue.request({ catalogueEntryId: await newEntry(stage), body: 'A big one.' })
    return { input: { ticketId: ticket.id } }
  },
  'macros.list': async () => ({ input: {} }),
  'macros.get': async (stage) => ({ input: { macroId: await newMacro(stage) } }),
  'macros.placeholders': async () => ({ input: {} }),
  'approvals.list': async (stage) => ({ input: { ticketId: (await newApproval(stage)).ticketId } }),
  'approvals.get': async (stage) => ({ input: { approvalId: (await newApproval(stage)).approvalId } }),
  'approvals.mine': async (stage) => {
    await newApproval(stage)
    return { input: {} }
  },
  'checklists.list': async (stage) => {
    const ticketId = await newTicket(stage)
    await admin(stage).checklists.create({ ticketId, title: 'Before', audience: 'both', items: ['Ask'] })
    return { input: { ticketId } }
  },
  'tickets.ratings': onNewTicket(),
  'tickets.allRatings': async () => ({ input: {} }),
  'tickets.ratingSummary': async () => ({ input: {} }),
  'checklists.templates': async () => ({ input: {} }),
  'checklists.template': async (stage) => ({ input: { templateId: await newTemplate(stage) } }),
  'calendars.get': async (stage) => ({ input: { calendarId: await newCalendar(stage) } }),
  'calendars.list': async () => ({ input: {} }),
  'views.list': async () => ({ input: {} }),
  'views.get': async (stage) => ({ input: { viewId: await newView(stage) } }),
  'views.counts': async (stage) => ({ input: { viewIds: [await newView(stage)] } }),
  'views.tickets': async (stage) => ({ input: { viewId: await newView(stage) } }),
  'history.ofPerson': async (stage) => ({ input: { personId: await adminId(stage) } }),
  'history.ofCompany': async (stage) => ({ input: { companyId: stage.companyId } }),
  'bulk.get': async (stage) => {
    const { id: bulkId } = await admin(stage).bulk.run({
      ticketIds: [await newTicket(stage)],
      command: 'start',
      atomic: false,
      async: true,
    })
    return { input: { bulkId } }
  },
  'bulk.list': async () => ({ input: {} }),
  'live.presence': onNewTicket(),
  'notifications.list': async () => ({ who: 'customer', input: {} }),
  'notifications.unread': async () => ({ who: 'customer', input: {} }),
  'notifications.preferences': async () => ({ who: 'customer', input: {} }),
}
