import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import {
  Code,
  Currency,
  DottedCode,
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
  Version,
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
const PersonRef = Type.Object({ id: Id, name: Type.String() }, { title: 'PersonRef' })
const printableFault = { kind: 'printable', message: 'must hold printable ASCII characters only, and no spaces' }
const ContentHash = Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$', 'x-fault': printableFault })
/** In minor units. */
export const Amount = Type.Object({ minor: Type.Integer({ minimum: 0, maximum: 9_007_199_254_740_991 }), currency: Currency })
export const RoleId = Type.String({ pattern: ownedCodePattern, maxLength: 80, description: 'Code of a role', 'x-fault': ownedCodeFault })
/** The plugin's own name for what is approved. */
const SubjectId = Type.String({ minLength: 1, maxLength: 100, pattern: '^[\\x21-\\x7e]+$', 'x-fault': printableFault })

export const ApprovalView = Type.Object(
  {
    id: Id,
    ticket: Type.Object({ id: Id, number: Type.Integer({ minimum: 1 }) }),
    /** `ticket`, or a plugin's: `billing.estimate`. */
    kind: Type.String(),
    subjectId: Type.String(),
    question: Type.String(),
    audience: staffOnly(AudienceName),
    state: StateName,
    /** So many acceptances accept it. */
    needed: Type.Integer({ minimum: 1 }),
    /** Exactly what is to be approved, as it was when it was asked. */
    content: OpenObject,
    /** Goes back with the vote: one approves what one has read. */
    contentHash: Type.String(),
    amount: nullable(Amount),
    /** Asked of all who held this role. */
    roleId: staffOnly(nullable(Type.String())),
    requesterMayApprove: staffOnly(Type.Boolean()),
    approvers: Type.Array(
      Type.Object({
        /** Null where the reader does not know them: who of the house, and contacts of nobody's company. */
        person: nullable(PersonRef),
        acting: ActingName,
        vote: nullable(VoteName),
        comment: nullable(Type.String()),
        votedAt: nullable(Instant),
        /** False: gone or no longer entitled, so that their answer will not come. */
        isAvailable: staffOnly(Type.Boolean()),
      }),
    ),
    /** The reader is asked and has not answered, and the answer would count. */
    awaitsMe: Type.Boolean(),
    requestedBy: Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() }),
    requestedAt: Instant,
    endedAt: nullable(Instant),
  },
  { title: 'Approval' },
)
export interface ApprovalView extends Static<typeof ApprovalView> {}
export const ApprovalPage = Type.Object({ items: Type.Array(ApprovalView), nextCursor: NextCursor }, { title: 'ApprovalPage' })
export interface ApprovalPage extends Static<typeof ApprovalPage> {}

/** Acceptances that it takes. */
export const Acceptances = Type.Union([Type.Literal('one'), Type.Literal('all'), Type.Integer({ minimum: 1, maximum: 100 })])

const asking = {
  ticketId: Id,
  question: Line,
  audience: AudienceName,
  staffIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100 })),
  contactIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100 })),
  /** Everybody who holds it: a staff role in the ticket's team or over all, a customer role in the ticket's company. */
  roleId: Type.Optional(RoleId),
  needed: Acceptances,
  requesterMayApprove: Type.Optional(Type.Boolean()),
  expectedVersion: Type.Optional(Version),
}
export const RequestApproval = Type.Object({ ...asking })
export interface RequestApproval extends Static<typeof RequestApproval> {}
export const RequestApprovalFor = Type.Object({
  ...asking,
  kind: DottedCode,
  subjectId: SubjectId,
  content: OpenInput,
  contentHash: ContentHash,
  amount: Type.Optional(Amount),
})
export interface RequestApprovalFor extends Static<typeof RequestApprovalFor> {}
export const ApprovalById = Type.Object({ approvalId: Id })
export interface ApprovalById extends Static<typeof ApprovalById> {}
export const VoteOnApproval = Type.Object({ approvalId: Id, vote: VoteName, contentHash: ContentHash, comment: Type.Optional(Text) })
export interface VoteOnApproval extends Static<typeof VoteOnApproval> {}
export const ReplaceApprover = Type.Object({ approvalId: Id, personId: Id, replacementId: Id })
export interface ReplaceApprover extends Static<typeof ReplaceApprover> {}
export const ListApprovals = Type.Object({ ticketId: Id, ...pageInput })
export interface ListApprovals extends Static<typeof ListApprovals> {}
export const MyApprovals = Type.Object({
  ...pageInput,
  /** `waiting` (unless told): for the caller's answer. `answered`: by the caller. */
  show: Type.Optional(Type.Union([Type.Literal('waiting'), Type.Literal('answered')])),
  type: Type.Optional(Code),
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
