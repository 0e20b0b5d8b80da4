import Type, { type Static } from 'typebox'
import { Code, Id, Instant, NextCursor, pageInput, staffOnly } from '../value/schema.ts'

const RoleName = Type.Union(
  [
    Type.Literal('relates'),
    Type.Literal('duplicates'),
    Type.Literal('duplicated_by'),
    Type.Literal('blocks'),
    Type.Literal('blocked_by'),
    Type.Literal('causes'),
    Type.Literal('caused_by'),
    Type.Literal('parent_of'),
    Type.Literal('child_of'),
    Type.Literal('follow_up_of'),
    Type.Literal('followed_up_by'),
    Type.Literal('split_from'),
    Type.Literal('split_into'),
    Type.Literal('corrects'),
    Type.Literal('corrected_by'),
    Type.Literal('verifies'),
    Type.Literal('verified_by'),
  ],
  { description: 'What the ticket is to the one at the other end' },
)

export const AddLink = Type.Object({ ticketId: Id, role: RoleName, otherId: Id })
export interface AddLink extends Static<typeof AddLink> {}
export const RemoveLink = Type.Object({ ticketId: Id, linkId: Id })
export interface RemoveLink extends Static<typeof RemoveLink> {}
export const ListLinks = Type.Object({
  ticketId: Id,
  ...pageInput,
  role: Type.Optional(RoleName),
  /** Only those whose other end is still at work. */
  open: Type.Optional(Type.Boolean()),
})
export interface ListLinks extends Static<typeof ListLinks> {}

export const LinkView = Type.Object(
  {
    id: Id,
    role: RoleName,
    /** The role in the reader's language. */
    title: Type.String(),
    ticket: Type.Object({
      id: Id,
      number: Type.Integer({ minimum: 1 }),
      type: Code,
      subject: Type.String(),
      category: Code,
      statusTitle: Type.String(),
    }),
    addedAt: staffOnly(Instant),
  },
  { title: 'Link' },
)
export interface LinkView extends Static<typeof LinkView> {}
export const LinkPage = Type.Object({ items: Type.Array(LinkView), nextCursor: NextCursor }, { title: 'LinkPage' })
export interface LinkPage extends Static<typeof LinkPage> {}
