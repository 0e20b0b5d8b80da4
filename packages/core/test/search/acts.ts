import fc from 'fast-check'
import type { Cast } from '../access/cast.ts'

export const words = ['heron', 'badger', 'מדפסת', 'والمدرسة', '東京都', 'принтера', 'SN-4711-X', 'C++', 'می‌خواهم', 'user@example.com']
export type Caller = Pick<Cast, 'as'>

export interface Step {
  readonly do: (typeof acts)[number]
  readonly at: number
  readonly to: number
  readonly words: readonly string[]
}
// biome-ignore format: one list
const acts = [
  'create', 'reply', 'note', 'subject', 'assign', 'team', 'requester', 'company', 'copy', 'uncopy', 'merge', 'unmerge', 'split', 'resolve',
  'bulk', 'rename', 'member',
] as const
export const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom(...acts),
  at: fc.nat(9),
  to: fc.nat(9),
  words: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }),
})
export const one = (what: Step['do'], at = 0, to = 0, ...said: string[]): Step => ({
  do: what,
  at,
  to,
  words: said.length ? said : ['heron'],
})

/** What anybody may do that search has to follow. */
export async function act(cast: Cast, caller: Caller, { do: what, at, to, words: said }: Step): Promise<unknown> {
  const { tickets, people, companies, bulk } = caller.as('ad')
  const body = said.join(' ')
  const everybody = [cast.id.a1, cast.id.a2, cast.id.b1, cast.id.am, cast.id.n1, cast.id.f1]
  const personId = everybody[to % everybody.length] ?? ''
  if (what === 'create') return tickets.create({ subject: said[0] ?? 'x', body, requesterId: everybody[to % 3] ?? '', teamId: cast.net })
  if (what === 'rename') return people.update({ personId, name: body })
  if (what === 'member') return companies.saveMember({ companyId: to % 2 ? cast.acme : cast.beta, personId })
  const { items } = await tickets.list({ order: 'oldest', limit: 100 })
  const idAt = (index: number) => items[index % Math.max(1, items.length)]?.id ?? ''
  const ticketId = idAt(at)
  switch (what) {
    case 'reply':
      return tickets.reply({ ticketId, body })
    case 'note':
      return tickets.note({ ticketId, body })
    case 'subject':
      return tickets.update({ ticketId, subject: body })
    case 'assign':
      return tickets.assign({ ticketId, assigneeId: to % 2 ? cast.id.n1 : null })
    case 'team':
      return tickets.update({ ticketId, teamId: to % 2 ? cast.net : cast.fin })
    case 'requester':
      return tickets.update({ ticketId, requesterId: everybody[to % 2] ?? '', companyId: cast.acme })
    case 'company':
      return tickets.update({ ticketId, companyId: null })
    case 'copy':
      return tickets.addParticipant({ ticketId, personId, kind: to % 2 ? 'cc' : 'follower' })
    case 'uncopy':
      return tickets.removeParticipant({ ticketId, personId, kind: to % 2 ? 'cc' : 'follower' })
    case 'merge':
      return tickets.merge({ ticketId, intoId: idAt(to) })
    case 'unmerge':
      return tickets.unmerge({ ticketId })
    case 'split': {
      const messages = (await tickets.messages({ ticketId })).items
      return tickets.split({ ticketId, messageIds: [messages[to % messages.length]?.id ?? ''], subject: body })
    }
    case 'resolve':
      return tickets.resolve({ ticketId, resolution: 'solved', text: body })
    case 'bulk':
      // Half of these end in the middle, as the second ticket is not there: all of it is undone.
      return bulk.run({
        ticketIds: [ticketId, to % 2 ? idAt(to + 1) : cast.acme],
        command: 'reply',
        input: { body },
        atomic: true,
      })
  }
}
