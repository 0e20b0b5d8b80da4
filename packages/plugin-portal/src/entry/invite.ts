import { portalError } from '../errors.ts'
import { kit } from '../kit.ts'
import { invitationDays } from '../options.ts'
import { type PortalReading, peopleOf } from './people.ts'
import { Invitation, Invite } from './schemas.ts'
import { plainAddress } from './secret.ts'

const DAY_MS = 86_400_000
const PAGE = 200

/**
 * The contact is made as the portal, as a customer may add nobody; what they may do is given as whoever invites, so core's own rules say how
 * much that can be. Somebody with this address in another company is somebody else: else an address would tell who is a contact of whom.
 */
export const invite = kit.command({
  route: 'POST /companies/:companyId/invitations',
  summary: 'Makes somebody a contact of the company and writes them a letter with a way in.',
  permission: 'company.manage_members',
  audience: 'both',
  input: Invite,
  output: Invitation,
  async run(work, { companyId, name, email, jobTitle, roleIds = [], language }) {
    if (!work.options.entry) throw portalError('portal.entry_off')
    await work.company(companyId)
    if (!work.holds('company.manage_members', { company: companyId })) throw portalError('portal.not_invited')
    const address = plainAddress(email)
    const personId = (await contactAt(work, companyId, address)) ?? (await created())
    if (jobTitle !== undefined) await work.desk.companies.saveMember({ companyId, personId, jobTitle })
    for (const roleId of roleIds) await work.desk.access.grant({ personId, roleId, scope: 'company', scopeId: companyId })
    const id = work.newId()
    const expiresAt = new Date(Date.parse(work.now) + invitationDays(work.options) * DAY_MS).toISOString()
    await work.change('portal.invited', { invitationId: id, personId, companyId }, async (db) => {
      await db.deleteFrom('portal_entry').where('person_id', '=', personId).where('kind', '=', 'invitation').execute()
      await db
        .insertInto('portal_entry')
        .values({
          id,
          kind: 'invitation',
          token_hash: null,
          address_hash: null,
          person_id: personId,
          company_id: companyId,
          ticket_id: null,
          language: language ?? null,
          created_at: work.now,
          expires_at: expiresAt,
        })
        .execute()
    })
    await work.enqueue('invitation', { invitationId: id })
    return { id, personId, expiresAt }

    async function created(): Promise<string> {
      const person = await work.asPlugin.people.create({ name, email: address, ...(language === undefined ? {} : { language }) })
      await work.asPlugin.companies.saveMember({ companyId, personId: person.id })
      return person.id
    }
  },
})

/** A contact of this company with this address gets another letter. Throws `portal.contact_there` for one who signs in at the host. */
async function contactAt(work: PortalReading, companyId: string, address: string): Promise<string | undefined> {
  const { items } = await work.asPlugin.people.list({ companyId, query: address, isActive: true, limit: PAGE })
  const found = items.find((person) => person.email === address)
  if (!found) return undefined
  if (!(await peopleOf(work, [{ person_id: found.id, address_hash: null }])).length) throw portalError('portal.contact_there')
  return found.id
}
