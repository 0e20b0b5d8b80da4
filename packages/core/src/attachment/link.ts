import type { LoadedActor } from '../access/actor-access.ts'
import type { HostGrant } from '../access/host-access.ts'
import { hostGrantRows, personActor, storedGrants } from '../access/person-actor.ts'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import { refuseIfVetoed } from '../operation/bound-work.ts'
import { contextOf } from '../operation/context-of.ts'
import type { NamedFile } from '../operation/operation.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import type { CursorKey } from '../value/cursor.ts'
import type { AttachmentsContract } from './contract.ts'
import { AttachmentById, AttachmentLink, LinkToken } from './schemas.ts'
import { seeAttachment } from './see-attachment.ts'

const { query, stream } = forContract<AttachmentsContract>()

const LINK_MS = 300_000
/** What the token is made for: one of something else, sealed with the same secret, does not open. */
const PURPOSE = 'attachments.link'

export const link = query({
  route: 'GET /tickets/:ticketId/attachments/:attachmentId/link',
  summary: 'An address for five minutes that needs no session, for images in pages and mails.',
  permission: 'ticket.read',
  audience: 'both',
  input: AttachmentById,
  output: AttachmentLink,
  async run(work, { ticketId, attachmentId }) {
    const context = contextOf(work)
    const { unit, actor } = context
    if (actor.personId === null) throw coreError('attachment.link_for_people')
    await work.ticket(ticketId)
    await seeAttachment(context, { ticketId, attachmentId })
    const expiresAt = Date.parse(unit.now) + LINK_MS
    const { acting } = actor.capacity
    const key = [expiresAt, ticketId, attachmentId, actor.personId, acting, actor.companyId]
    const token = unit.runtime.cursors.encode(PURPOSE, key)
    return { path: `/api/attachments/links/${token}`, expiresAt: new Date(expiresAt).toISOString() }
  },
})

/**
 * Asked for by browsers and mail programs without a session: the token says for whom it was made, and whether they may see the file is
 * looked up now, so that whoever loses access loses the link. Whatever is wrong with it, the answer is one.
 */
export const linked = stream({
  route: 'GET /attachments/links/:token',
  summary: 'The file that a link leads to.',
  permission: 'anyone',
  audience: 'public',
  input: LinkToken,
  contentType: 'application/octet-stream',
  isFile: true,
  async run(work, { token }) {
    try {
      const said = await work.read(async (batch) => {
        const { unit } = contextOf(batch)
        const promise = promiseOf(unit.runtime.cursors.decode(PURPOSE, token), Date.parse(unit.now))
        const row = await unit.db.selectFrom('person').select('external_id').where('id', '=', promise.personId).executeTakeFirst()
        return { promise, externalId: row?.external_id ?? null, grantsFor: unit.runtime.grantsFor }
      })
      // Outside of the transaction, as it is the host's code.
      const { promise, externalId, grantsFor } = said
      const hostGrants = grantsFor && externalId !== null ? await grantsFor({ externalId }) : []
      return await work.read((batch) => fileFor(contextOf(batch), promise, hostGrants))
    } catch (error) {
      if (isDeskError(error) && error.status < 500 && !error.code.startsWith('file.')) throw coreError('attachment.link_invalid')
      throw error
    }
  },
})

interface LinkPromise extends AttachmentById {
  readonly personId: string
  readonly acting: 'staff' | 'customer'
  readonly companyId: string | null
}

function promiseOf([expiresAt, ticketId, attachmentId, personId, acting, companyId]: CursorKey, now: number): LinkPromise {
  if (typeof expiresAt !== 'number' || expiresAt <= now) throw coreError('attachment.link_invalid')
  return {
    ticketId: String(ticketId),
    attachmentId: String(attachmentId),
    personId: String(personId),
    acting: acting === 'staff' ? 'staff' : 'customer',
    companyId: typeof companyId === 'string' ? companyId : null,
  }
}

async function fileFor(caller: CallContext, promise: LinkPromise, hostGrants: readonly HostGrant[]): Promise<NamedFile> {
  const actor = await actorOf(caller, promise, hostGrants)
  const context = { ...caller, actor }
  const { row } = await caller.unit.tickets.see(actor, promise.ticketId)
  await refuseIfVetoed(context, 'ticket.read', row)
  return caller.unit.runtime.files.toSend(await seeAttachment(context, promise))
}

async function actorOf({ unit }: CallContext, promise: LinkPromise, hostGrants: readonly HostGrant[]): Promise<LoadedActor> {
  const { personId, acting, companyId } = promise
  const person = await unit.db
    .selectFrom('person')
    .select(['id', 'external_id', 'name', 'language', 'is_active'])
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person?.is_active) throw coreError('attachment.link_invalid')
  const rows = await unit.db
    .selectFrom('access_grant')
    .innerJoin('role', 'role.id', 'access_grant.role_id')
    .select(['role_id', 'scope', 'scope_id', 'source', 'acting', 'role.version as role_version'])
    .where('person_id', '=', personId)
    .execute()
  const grants = [...storedGrants(rows), ...(hostGrants.length ? await hostGrantRows(unit.db, hostGrants) : [])]
  return personActor(unit.runtime, unit.tx, person, grants, { acting, ...(companyId === null ? {} : { company: companyId }) })
}
