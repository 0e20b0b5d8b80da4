import type { ProbeWork } from './probe-plugin.ts'
import type { Stage } from './stage.ts'

/** What a call of an operation takes: who, and an input that fits as things stand. Made anew for each try. */
export interface Prepared {
  readonly who?: string
  readonly input: object
  /** False for a command that only tries. */
  readonly changes?: false
  /** For what plugins alone may call: the probe calls it, in a command on this ticket. */
  readonly byPlugin?: { readonly ticketId: string; readonly run: (work: ProbeWork) => Promise<unknown> }
}
export type Recipe = (stage: Stage) => Promise<Prepared>

export const admin = ({ desk }: Stage) => desk.as({ externalId: 'admin' })
export const asking = ({ desk }: Stage) => desk.as({ externalId: 'customer' })

export const newTicket = async (stage: Stage): Promise<string> =>
  (await asking(stage).tickets.create({ type: 'incident', subject: 'It broke', body: 'Help.' })).id
/** Of a contact of the company, in a company that no other ticket of the stage is of. */
export const ofAnother = async (stage: Stage): Promise<string> =>
  (await admin(stage).tickets.create({ type: 'incident', subject: 'It broke too', body: 'Me too.', requesterId: await newPerson(stage) }))
    .id
export const resolved = async (stage: Stage): Promise<string> => {
  const ticketId = await newTicket(stage)
  await admin(stage).tickets.resolve({ ticketId, resolution: 'solved', text: 'Done.' })
  return ticketId
}
export const newPerson = async (stage: Stage): Promise<string> => {
  const externalId = stage.fresh()
  return (await admin(stage).people.create({ name: 'Somebody', externalId, email: `${externalId}@example.com` })).id
}
/** An agent of the team with a ticket of their own, which falls back when the role goes. */
export const newAgent = async (stage: Stage): Promise<{ personId: string; grantId: string; ticketId: string }> => {
  const personId = await newPerson(stage)
  const { id: grantId } = await admin(stage).access.grant({ personId, roleId: 'agent', scope: 'team', scopeId: stage.teamId })
  const ticketId = await newTicket(stage)
  await admin(stage).tickets.assign({ ticketId, assigneeId: personId, teamId: stage.teamId })
  return { personId, grantId, ticketId }
}
export const newContact = async (stage: Stage): Promise<string> => {
  const personId = await newPerson(stage)
  await admin(stage).companies.saveMember({ companyId: stage.companyId, personId })
  await admin(stage).access.grant({ personId, roleId: 'customer_manager', scope: 'company', scopeId: stage.companyId })
  return personId
}
export const adminId = async (stage: Stage): Promise<string> => (await admin(stage).people.me()).person.id
export const onNewTicket =
  (more: object = {}): Recipe =>
  async (stage) => ({ input: { ticketId: await newTicket(stage), ...more } })

export const upload = async (stage: Stage, name = 'x.txt'): Promise<string> =>
  (await admin(stage).files.stage({ name, body: Buffer.from(stage.fresh()) })).id
/** A ticket of the customer with a file of the administrator. */
export const newAttachment = async (stage: Stage): Promise<{ ticketId: string; attachmentId: string }> => {
  const ticketId = await newTicket(stage)
  const attachmentId = await upload(stage)
  await admin(stage).tickets.reply({ ticketId, body: 'See the file.', attachments: [attachmentId] })
  return { ticketId, attachmentId }
}

export const newService = async (stage: Stage): Promise<string> =>
  (await admin(stage).people.create({ name: 'Monitoring', externalId: stage.fresh(), kind: 'service' })).id
export const newKey = async (stage: Stage): Promise<string> =>
  (await admin(stage).keys.create({ serviceId: await newService(stage), name: 'Monitoring' })).key.id

export const newRule = async (stage: Stage): Promise<string> =>
  (
    await admin(stage).provisioning.create({
      title: 'Guests',
      attributes: [{ name: 'group', value: stage.fresh() }],
      companyId: stage.companyId,
    })
  ).id
