import { staffOnly } from '@deskwright/core'
import {
  about,
  Currency,
  Day,
  Id,
  Instant,
  Line,
  Minor,
  NextCursor,
  Note,
  nullable,
  optional,
  pageInput,
  Short,
  type Static,
  Type,
  Version,
  word,
} from '../schemas.ts'
import { Terms } from './terms.ts'

const Renewal = Type.Union([word('none'), word('tacit'), word('express')])
const AnchorDay = Type.Integer({ minimum: 1, maximum: 28 })
const renewal = about(Renewal, 'At its end: over (`none`), carried on by itself (`tacit`), or only when somebody says so (`express`)')
const endsOn = about(nullable(Day), 'The first day on which it is no longer in force; null: until further notice')
export const Contract = Type.Object(
  {
    id: Id,
    number: about(Type.String(), 'What people call it by'),
    companyId: Id,
    name: about(Type.String(), 'As it is shown'),
    currency: Currency,
    startsOn: about(Day, 'First day'),
    endsOn,
    anchorDay: about(AnchorDay, 'Day of the month on which its periods begin'),
    renewal,
    renewalMonths: about(nullable(Type.Integer()), 'By how many months a renewal carries it on; null: it is not renewed'),
    noticeDays: about(Type.Integer(), 'How many days before the end notice can be given, and staff are told'),
    isTerminated: about(Type.Boolean(), 'Somebody said that it ends: it is not renewed by itself'),
    terms: about(
      Type.Array(
        Type.Object(
          { from: about(Day, 'First day'), terms: about(Terms, 'What is agreed') },
          { description: 'What is agreed from a day on' },
        ),
      ),
      'What was and is agreed, oldest first',
    ),
    pauses: about(
      Type.Array(
        Type.Object(
          {
            from: about(Day, 'First day'),
            until: about(nullable(Day), 'First day on which it is in force again; null: it is paused until further notice'),
          },
          { description: 'Days on which it is not in force' },
        ),
      ),
      'Oldest first',
    ),
    prepaid: about(
      Type.Array(
        Type.Object(
          {
            id: Id,
            boughtOn: about(Day, 'First day on which it can be used'),
            expiresOn: about(nullable(Day), 'First day on which it can no longer be used; null: never'),
            minutes: about(Type.Integer(), 'How much was bought'),
            minutesUsed: about(Type.Integer(), 'How much of it invoices have used'),
          },
          { description: 'Hours bought in advance' },
        ),
      ),
      'Hours bought in advance, in the order in which they are used',
    ),
    note: staffOnly(about(nullable(Type.String()), 'For staff; null: none')),
    version: Version,
  },
  { title: 'BillingContract' },
)
export interface Contract extends Static<typeof Contract> {}
export const ContractPage = Type.Object(
  { items: about(Type.Array(Contract), 'What is on this page'), nextCursor: NextCursor },
  { title: 'BillingContractPage' },
)
export interface ContractPage extends Static<typeof ContractPage> {}
export const ListContracts = Type.Object({ companyId: optional(about(Id, 'Of this company only')), ...pageInput })
export interface ListContracts extends Static<typeof ListContracts> {}
export const ContractById = Type.Object({ contractId: Id })
export interface ContractById extends Static<typeof ContractById> {}
export const ContractHistory = Type.Object(
  {
    items: about(
      Type.Array(
        Type.Object(
          {
            at: about(Instant, 'When'),
            kind: about(Type.String(), 'What: `created`, `amended`, `paused`, `resumed`, `terminated`, `renewed`, `prepaid`, `notice`'),
            day: about(nullable(Day), 'The day that it is about; null: none'),
            note: about(nullable(Type.String()), 'What was said to it; null: nothing'),
          },
          { description: 'Something that happened to it' },
        ),
      ),
      'Newest first; 500 at the most',
    ),
  },
  { title: 'BillingContractHistory' },
)
export interface ContractHistory extends Static<typeof ContractHistory> {}
export const CreateContract = Type.Object({
  number: about(Short, 'What people call it by; taken once, but for case and spaces'),
  companyId: Id,
  name: about(Line, 'As it is shown'),
  currency: optional(about(Currency, "The plugin's own unless told")),
  startsOn: about(Day, 'First day'),
  endsOn: optional(about(Day, 'The first day on which it is no longer in force; until further notice unless told')),
  anchorDay: optional(about(AnchorDay, 'Day of the month on which its periods begin; the first unless told')),
  renewal: optional(renewal),
  renewalMonths: optional(about(Type.Integer({ minimum: 1, maximum: 120 }), 'By how many months a renewal carries it on')),
  noticeDays: optional(about(Type.Integer({ minimum: 0, maximum: 730 }), 'How many days before the end staff are told; 30 unless told')),
  templateId: optional(about(Id, 'Whose terms are copied; editing it later changes nothing here')),
  terms: optional(about(Terms, 'What is agreed; of the template, or nothing but the list prices, unless told')),
  note: optional(about(Note, 'For staff')),
})
export interface CreateContract extends Static<typeof CreateContract> {}
export const AmendContract = Type.Object({
  contractId: Id,
  from: about(Day, 'First day of the new terms; those of the same day are replaced'),
  terms: about(Terms, 'What is agreed from then on, as a whole'),
  note: optional(about(Note, 'Why it is agreed anew')),
  expectedVersion: optional(Version),
})
export interface AmendContract extends Static<typeof AmendContract> {}
export const PauseContract = Type.Object({
  contractId: Id,
  from: about(Day, 'First day on which it is not in force'),
  reason: about(Line, 'Why it is so; for the history'),
})
export interface PauseContract extends Static<typeof PauseContract> {}
export const ResumeContract = Type.Object({ contractId: Id, on: about(Day, 'First day on which it is in force again') })
export interface ResumeContract extends Static<typeof ResumeContract> {}
export const EndContract = Type.Object({
  contractId: Id,
  on: about(Day, 'The first day on which it is no longer in force'),
  reason: about(Line, 'Why it is so; for the history'),
})
export interface EndContract extends Static<typeof EndContract> {}
export const RenewContract = Type.Object({
  contractId: Id,
  until: about(Day, 'The new end: the first day on which it is no longer in force'),
})
export interface RenewContract extends Static<typeof RenewContract> {}
export const AddPrepaid = Type.Object({
  contractId: Id,
  minutes: about(Type.Integer({ minimum: 1, maximum: 10_000_000 }), 'How much is bought'),
  minor: about(Minor, 'What it costs, in minor units of the currency of the contract'),
  priceItemId: about(Id, 'What stands on the invoice, and whose tax class it has'),
  boughtOn: about(Day, 'First day on which it can be used'),
  expiresOn: optional(about(Day, 'First day on which it can no longer be used; never unless told')),
})
export interface AddPrepaid extends Static<typeof AddPrepaid> {}
export const LookAtContract = Type.Object({ contractId: Id })
export interface LookAtContract extends Static<typeof LookAtContract> {}
export const Looked = Type.Object(
  { contractId: Id, outcome: about(Type.String(), '`told`, `renewed` or `nothing`') },
  { title: 'BillingLooked' },
)
export interface Looked extends Static<typeof Looked> {}
export const DueContracts = Type.Object(
  { items: about(Type.Array(ContractById), 'Contracts that have something coming up; 100 at the most') },
  { title: 'BillingDueContracts' },
)
export interface DueContracts extends Static<typeof DueContracts> {}

export const Template = Type.Object(
  { id: Id, name: about(Type.String(), 'As it is shown'), terms: about(Terms, 'What is copied into a contract'), version: Version },
  { title: 'BillingTemplate' },
)
export interface Template extends Static<typeof Template> {}
export const TemplateList = Type.Object({ items: about(Type.Array(Template), 'All of them, by name') }, { title: 'BillingTemplateList' })
export interface TemplateList extends Static<typeof TemplateList> {}
export const SaveTemplate = Type.Object({
  templateId: optional(about(Id, 'Which one is changed; another one is added unless told')),
  name: about(Line, 'As it is shown; taken once, but for case and spaces'),
  terms: about(Terms, 'What is copied into a contract'),
})
export interface SaveTemplate extends Static<typeof SaveTemplate> {}
