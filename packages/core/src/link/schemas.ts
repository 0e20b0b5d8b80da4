import Type, { type Static } from 'typebox'
import { about, Code, Id, Instant, NextCursor, pageInput, staffOnly } from '../value/schema.ts'

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

export const AddLink = Type.Object({ ticketId: Id, role: RoleName, otherId: about(Id, 'The ticket at the other end') })
export interface AddLink extends Static<typeof AddLink> {}
export const RemoveLink = Type.Object({ ticketId: Id, linkId: Id })
export interface RemoveLink extends Static<typeof RemoveLink> {}
export const ListLinks = Type.Object({
  ticketId: Id,
  ...pageInput,
  role: Type.Optional(RoleName),
  open: Type.Optional(about(Type.Boolean(), 'Only those whose other end is still at work')),
})
export interface ListLinks extends Static<typeof ListLinks> {}

export const LinkView = Type.Object(
  {
    id: Id,
    role: RoleName,
    title: about(Type.String(), 'The role in the reader’s language'),
    ticket: about(
      Type.Object({
        id: Id,
        number: about(Type.Integer({ minimum: 1 }), 'The number that people say; it opens nothing'),
        type: about(Code, 'Code of its type'),
        subject: about(Type.String(), 'Its subject'),
        category: about(Code, 'Category of its status'),
        statusTitle: about(Type.String(), 'Its status in the reader’s language'),
      }),
      'The other end',
    ),
    addedAt: staffOnly(about(Instant, 'When it was linked')),
  },
  { title: 'Link' },
)
export interface LinkView extends Static<typeof LinkView> {}
export const LinkPage = Type.Object(
  { items: about(Type.Array(LinkView), 'What is on this page'), nextCursor: NextCursor },
  { title: 'LinkPage' },
)
export interface LinkPage extends Static<typeof LinkPage> {}
