import { staffOnly } from '@deskwright/core'
import {
  about,
  Currency,
  Day,
  Id,
  Instant,
  Line,
  NextCursor,
  Note,
  nullable,
  optional,
  pageInput,
  type Static,
  Type,
  Version,
  word,
} from '../schemas.ts'

const Revision = Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Counts what was offered' })
const EstimateLine = Type.Object(
  {
    lineId: Id,
    name: about(Type.String(), 'What it is'),
    quantity: about(Type.Integer(), 'In thousandths of the unit'),
    unit: about(Type.String(), 'What one is'),
    priceMinor: about(Type.Integer(), 'Of one unit, in minor units of the currency'),
    amountMinor: about(Type.Integer(), 'Of all of them, in minor units of the currency'),
    isBillable: about(Type.Boolean(), 'False: it is done, and not charged'),
  },
  { title: 'BillingEstimateLine' },
)
export type EstimateLine = Static<typeof EstimateLine>
const Offer = Type.Object(
  {
    revision: about(Revision, 'Which it was'),
    currency: Currency,
    totalMinor: about(Type.Integer(), 'In minor units of the currency'),
    lines: about(Type.Array(EstimateLine), 'As they were offered'),
    note: about(nullable(Type.String()), 'Words on it; null: none'),
    validUntil: about(nullable(Day), 'The last day on which it could be approved; null: until it is withdrawn'),
    offeredAt: about(Instant, 'When it was offered'),
    outcome: about(
      Type.Union([word('offered'), word('approved'), word('refused'), word('expired'), word('void'), word('withdrawn')]),
      'What became of it; `void`: it was changed, also after it was approved',
    ),
    decidedBy: about(nullable(Type.String()), 'Id of whoever approved or refused it; null: nobody did'),
    decidedAt: about(nullable(Instant), 'When; null: nobody did'),
    refusal: about(nullable(Type.String()), 'Why it was refused; null: it was not'),
  },
  { title: 'BillingEstimateOffer', description: 'What was offered, and what became of it' },
)
export type Offer = Static<typeof Offer>
export const Estimate = Type.Object(
  {
    id: Id,
    ticketId: Id,
    number: about(Type.String(), 'Number of the ticket, and which of its estimates it is'),
    state: about(
      Type.Union([word('draft'), word('offered'), word('approved'), word('refused'), word('expired'), word('withdrawn')]),
      '`draft`: being written, also again; `offered`: the customer decides',
    ),
    revision: about(Revision, 'The newest; of a draft the one that will be offered'),
    currency: Currency,
    totalMinor: about(Type.Integer(), 'As the prices are, in minor units of the currency'),
    lines: about(Type.Array(EstimateLine), 'What it offers'),
    note: about(nullable(Type.String()), 'Words on it; null: none'),
    validUntil: about(nullable(Day), 'The last day on which it can be approved; null: until it is withdrawn'),
    mayDecide: about(Type.Boolean(), 'Whether the authority of the caller covers it, now'),
    offers: about(Type.Array(Offer), 'Everything that was offered, newest first'),
    version: staffOnly(Version),
    createdAt: Instant,
  },
  { title: 'BillingEstimate' },
)
export interface Estimate extends Static<typeof Estimate> {}
export const EstimateList = Type.Object(
  { items: about(Type.Array(Estimate), 'Of the ticket, newest first') },
  { title: 'BillingEstimateList' },
)
export interface EstimateList extends Static<typeof EstimateList> {}
export const EstimatesOfTicket = Type.Object({ ticketId: Id })
export interface EstimatesOfTicket extends Static<typeof EstimatesOfTicket> {}
export const EstimatePage = Type.Object(
  { items: about(Type.Array(Estimate), 'What is on this page'), nextCursor: NextCursor },
  { title: 'BillingEstimatePage' },
)
export interface EstimatePage extends Static<typeof EstimatePage> {}
export const ListEstimates = Type.Object({
  state: optional(
    about(
      Type.Union([word('draft'), word('offered'), word('approved'), word('refused'), word('expired'), word('withdrawn')]),
      'Only those in this state; `offered`: the customer decides',
    ),
  ),
  ...pageInput,
})
export interface ListEstimates extends Static<typeof ListEstimates> {}
export const EstimateById = Type.Object({ estimateId: Id })
export interface EstimateById extends Static<typeof EstimateById> {}

const lineIds = about(
  Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }),
  'Work lines of the ticket that it offers: all of them',
)
const validUntil = about(nullable(Day), 'The last day on which it can be approved; null: until it is withdrawn')
const note = about(nullable(Note), 'Words on it, for the customer; null: none')
export const CreateEstimate = Type.Object({ ticketId: Id, lineIds, validUntil: optional(validUntil), note: optional(note) })
export interface CreateEstimate extends Static<typeof CreateEstimate> {}
export const UpdateEstimate = Type.Object({
  estimateId: Id,
  expectedVersion: optional(about(Version, '`version` as it was read; if it is another one now, nothing changes')),
  lineIds: optional(lineIds),
  validUntil: optional(validUntil),
  note: optional(note),
})
export interface UpdateEstimate extends Static<typeof UpdateEstimate> {}
const seen = about(Revision, 'The revision that was looked at: another one is not approved or refused unseen')
export const ApproveEstimate = Type.Object({ estimateId: Id, revision: seen })
export interface ApproveEstimate extends Static<typeof ApproveEstimate> {}
export const RefuseEstimate = Type.Object({ estimateId: Id, revision: seen, reason: about(Line, 'Why it is refused') })
export interface RefuseEstimate extends Static<typeof RefuseEstimate> {}
export const DueEstimates = Type.Object({
  limit: optional(Type.Integer({ minimum: 1, maximum: 200, description: 'At most; 50 unless told' })),
})
export interface DueEstimates extends Static<typeof DueEstimates> {}
export const DueEstimateList = Type.Object(
  { estimateIds: about(Type.Array(Id), 'Offered ones whose day has passed') },
  { title: 'BillingDueEstimates' },
)
export interface DueEstimateList extends Static<typeof DueEstimateList> {}
