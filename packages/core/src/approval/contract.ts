import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import {
  about,
  Code,
  Currency,
  DottedCode,
  ExpectedVersion,
  Id,
  Instant,
  Line,
  NextCursor,
  nullable,
  OpenInput,
  OpenObject,
  ownedCodeFault,
  ownedCodePattern,
  pageInput,
  staffOnly,
  Text,
} from '../value/schema.ts'

const VoteName = Type.Union([Type.Literal('accepted'), Type.Literal('refused')])
const StateName = Type.Union([
  Type.Literal('pending'),
  Type.Literal('accepted'),
  Type.Literal('refused'),
  Type.Literal('void'),
  Type.Literal('withdrawn'),
  Type.Literal('replaced'),
])
const ActingName = Type.Union([Type.Literal('staff'), Type.Literal('customer')])
/** For whom it is: the house alone, or the ticket's customers as well. Said every time, and never changed. */
export const AudienceName = Type.Union([Type.Literal('staff'), Type.Literal('both')])
const PersonRef = Type.Object({ id: Id, name: about(Type.String(), 'As it is shown') }, { title: 'PersonRef' })
const printableFault = { kind: 'printable', message: 'must hold printable ASCII characters only, and no spaces' }
const ContentHash = Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$', 'x-fault': printableFault })
/** In minor units. */
export const Amount = Type.Object({
  minor: about(Type.Integer({ minimum: 0, maximum: 9_007_199_254_740_991 }), 'In minor units of the currency, such as cents'),
  currency: Currency,
})
export const RoleId = Type.String({ pattern: ownedCodePattern, maxLength: 80, description: 'Code of a role', 'x-fault': ownedCodeFault })
/** The plugin's own name for what is approved. */
const SubjectId = Type.String({ minLength: 1, maxLength: 100, pattern: '^[\\x21-\\x7e]+$', 'x-fault': printableFault })

export const ApprovalView = Type.Object(
  {
    id: Id,
    ticket: about(
      Type.Object({ id: Id, number: about(Type.Integer({ minimum: 1 }), 'The number that people say; it opens nothing') }),
      'The ticket that waits for it',
    ),
    kind: about(Type.String(), '`ticket`, or a plugin’s: `billing.estimate`.'),
    subjectId: about(Type.String(), 'The plugin’s own name for what is approved; of a `ticket` its id'),
    question: about(Type.String(), 'What the approvers are asked'),
    audience: staffOnly(about(AudienceName, 'Whether customers of the ticket see it: `both`, or `staff` alone')),
    state: about(StateName, '`void`: what was asked about has changed; `replaced`: it was asked anew'),
    needed: about(Type.Integer({ minimum: 1 }), 'So many acceptances accept it'),
    content: about(OpenObject, 'Exactly what is to be approved, as it was when it was asked'),
    contentHash: about(Type.String(), 'Goes back with the vote: one approves what one has read'),
    amount: about(nullable(Amount), 'What it costs; null: nothing is said of it'),
    roleId: staffOnly(about(nullable(Type.String()), 'Asked of all who held this role; null: of named people')),
    requesterMayApprove: staffOnly(about(Type.Boolean(), 'The ticket’s requester may be one of the approvers')),
    approvers: about(
      Type.Array(
        Type.Object({
          person: about(
            nullable(PersonRef),
            'Null where the reader does not know them: who of the house, and contacts of nobody’s company',
          ),
          acting: about(ActingName, 'Whether they are asked as staff or as a contact'),
          vote: about(nullable(VoteName), 'Null: no answer yet'),
          comment: about(nullable(Type.String()), 'What they said with it; null: nothing, or nothing that the reader may know'),
          votedAt: about(nullable(Instant), 'When they answered; null: not yet'),
          isAvailable: staffOnly(about(Type.Boolean(), 'False: gone or no longer entitled, so that their answer will not come')),
        }),
      ),
      'Who is asked, with their answers',
    ),
    awaitsMe: about(Type.Boolean(), 'The reader is asked and has not answered, and the answer would count'),
    requestedBy: about(
      Type.Object({
        kind: about(Type.String(), '`person`, `plugin` or `system`'),
        id: about(Type.String(), 'Of a person the id, of a plugin its id, of the system why it acted, as far as the reader may know'),
        name: about(Type.String(), 'As the reader may know them'),
      }),
      'Who asked',
    ),
    requestedAt: Instant,
    endedAt: about(nullable(Instant), 'When it was decided or taken back; null: it is pending'),
  },
  { title: 'Approval' },
)
export interface ApprovalView extends Static<typeof ApprovalView> {}
export const ApprovalPage = Type.Object(
  { items: about(Type.Array(ApprovalView), 'What is on this page'), nextCursor: NextCursor },
  { title: 'ApprovalPage' },
)
export interface ApprovalPage extends Static<typeof ApprovalPage> {}

/** Acceptances that it takes. */
export const Acceptances = Type.Union([Type.Literal('one'), Type.Literal('all'), Type.Integer({ minimum: 1, maximum: 100 })])

const asking = {
  ticketId: Id,
  question: about(Line, 'What the approvers are asked'),
  audience: about(AudienceName, '`both`: customers of the ticket see it; needed where contacts are asked. Never changes'),
  staffIds: Type.Optional(about(Type.Array(Id, { minItems: 1, maxItems: 100 }), 'Named staff who are asked')),
  contactIds: Type.Optional(about(Type.Array(Id, { minItems: 1, maxItems: 100 }), 'Named contacts who are asked')),
  roleId: Type.Optional(
    about(RoleId, 'Everybody who holds it: a staff role in the ticket’s team or over all, a customer role in the ticket’s company'),
  ),
  needed: about(Acceptances, 'Acceptances that it takes: `one`, `all`, or a number'),
  requesterMayApprove: Type.Optional(
    about(Type.Boolean(), 'The requester is asked as well where they are among the approvers; false unless told'),
  ),
  expectedVersion: Type.Optional(ExpectedVersion),
}
export const RequestApproval = Type.Object({ ...asking })
export interface RequestApproval extends Static<typeof RequestApproval> {}
export const RequestApprovalFor = Type.Object({
  ...asking,
  kind: about(DottedCode, 'What it is that is approved: `<plugin>.<word>`'),
  subjectId: about(SubjectId, 'The plugin’s own name for what is approved'),
  content: about(OpenInput, 'Exactly what is to be approved, for its approvers to read'),
  contentHash: about(ContentHash, 'Changes with the content'),
  amount: Type.Optional(about(Amount, 'What it costs: contacts are asked whose limit covers it')),
})
export interface RequestApprovalFor extends Static<typeof RequestApprovalFor> {}
export const ApprovalById = Type.Object({ approvalId: Id })
export interface ApprovalById extends Static<typeof ApprovalById> {}
export const VoteOnApproval = Type.Object({
  approvalId: Id,
  vote: about(VoteName, 'The answer; it is given once'),
  contentHash: about(ContentHash, '`contentHash` of the approval as it was read: one approves what one has read'),
  comment: Type.Optional(about(Text, 'Owed by a refusal')),
})
export interface VoteOnApproval extends Static<typeof VoteOnApproval> {}
export const ReplaceApprover = Type.Object({
  approvalId: Id,
  personId: about(Id, 'Who was asked and has not answered'),
  replacementId: about(Id, 'Who is asked in their place'),
})
export interface ReplaceApprover extends Static<typeof ReplaceApprover> {}
export const ListApprovals = Type.Object({ ticketId: Id, ...pageInput })
export interface ListApprovals extends Static<typeof ListApprovals> {}
export const MyApprovals = Type.Object({
  ...pageInput,
  show: Type.Optional(
    about(
      Type.Union([Type.Literal('waiting'), Type.Literal('answered')]),
      '`waiting` (unless told): for the caller’s answer. `answered`: by the caller.',
    ),
  ),
  type: Type.Optional(about(Code, 'Of tickets of this type alone')),
})
export interface MyApprovals extends Static<typeof MyApprovals> {}

export interface ApprovalsService {
  /** Asks named people, or all who hold a role, to approve the ticket as it is now. */
  request(input: RequestApproval): Promise<ApprovalView>
  /** For plugins acting as themselves: asks for approval of something of their own on a ticket, such as an estimate. */
  requestFor(input: RequestApprovalFor): Promise<ApprovalView>
  /** For plugins acting as themselves: what was asked about is no longer that. */
  invalidate(input: ApprovalById): Promise<ApprovalView>
  /** Accepts or refuses, once, what the caller has read and is asked for. */
  vote(input: VoteOnApproval): Promise<ApprovalView>
  withdraw(input: ApprovalById): Promise<ApprovalView>
  /** Asks the same people, or who holds the role now, about the ticket as it is now; the old approval counts no more. */
  askAgain(input: ApprovalById): Promise<ApprovalView>
  /** Somebody else answers instead of one who has not. */
  replaceApprover(input: ReplaceApprover): Promise<ApprovalView>
  list(input: ListApprovals): Promise<ApprovalPage>
  get(input: ApprovalById): Promise<ApprovalView>
  /** What waits for the caller's answer, in the capacity of the call. */
  mine(input: MyApprovals): Promise<ApprovalPage>
}

export interface ApprovalsContract {
  id: 'approvals'
  service: ApprovalsService
  permissions: 'ticket.request_approval'
  events: {
    'approval.requested': { ticketId: string; approvalId: string; kind: string; subjectId: string }
    'approval.voted': { ticketId: string; approvalId: string; kind: string; subjectId: string; vote: 'accepted' | 'refused' }
    /** The one outcome; or void by a change of the content, withdrawn, replaced by another. */
    'approval.ended': {
      ticketId: string
      approvalId: string
      kind: string
      subjectId: string
      outcome: 'accepted' | 'refused' | 'void' | 'withdrawn' | 'replaced'
    }
    'approval.approver_replaced': { ticketId: string; approvalId: string; personId: string; replacementId: string }
  }
  tables: CoreTables
}
