import { Language } from '@deskwright/core'
import {
  about,
  Code,
  Day,
  Id,
  Instant,
  Line,
  NextCursor,
  nullable,
  optional,
  pageInput,
  type Static,
  Text,
  Type,
  Version,
} from '../schemas.ts'
import { MeterRule } from './meter-law.ts'
import { Rule } from './rule.ts'

const languages = '^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$'
type Texts = { readonly en: string; readonly [language: string]: string }
/** A text for each language; English is the last resort, and must be there. */
const texts = (schema: typeof Line) =>
  Type.Unsafe<Texts>(
    Type.Object(
      { en: about(schema, 'In English: for readers whose language is not there') },
      { additionalProperties: schema, propertyNames: { pattern: languages }, maxProperties: 50 },
    ),
  )
const TextsView = Type.Unsafe<Texts>(Type.Object({ en: about(Type.String(), 'In English') }, { additionalProperties: true }))

/** Which there are, and what they may hold, the type of the ticket says: they are tried with it. */
const Fields = Type.Unsafe<Readonly<Record<string, unknown>>>(
  Type.Object({}, { additionalProperties: true, description: 'Name of the field → value' }),
)
const FieldsView = Type.Unsafe<Readonly<Record<string, unknown>>>(Type.Object({}, { additionalProperties: true }))

const State = Type.Union([Type.Literal('active'), Type.Literal('paused'), Type.Literal('ended')])
const Mode = Type.Union([Type.Literal('fixed'), Type.Literal('from_completion')], {
  description: 'Counted from the anchor, or from the day on which the last ticket was done',
})
const CatchUp = Type.Union([Type.Literal('none'), Type.Literal('one'), Type.Literal('all')], {
  description: 'What becomes of occurrences whose day has passed: nothing, one ticket for all of them, or a ticket for each',
})
const Time = Type.String({ pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:MM on the wall' })
const TimeZone = Type.String({ minLength: 1, maxLength: 100, description: 'IANA time zone' })
const LeadDays = Type.Integer({ minimum: 0, maximum: 366, description: 'So many days before the work is due its ticket is opened' })
const ItemIds = Type.Array(Id, { maxItems: 50, uniqueItems: true })

/** By days, or by a counter. */
// One level: what an answer keeps of a union is looked for among its members.
const PlanRule = Type.Union([...Rule.anyOf, MeterRule])
export type PlanRule = Static<typeof PlanRule>

export const Upcoming = Type.Object(
  {
    on: about(nullable(Type.String()), 'The day by the rule; by a counter the one that it will be by its readings, or null'),
    dueOn: about(nullable(Type.String()), 'The day on which the work is due: YYYY-MM-DD; null: a counter has to get there first'),
    opensAt: about(nullable(Instant), 'When the ticket is opened; null: when the counter gets there'),
    count: about(nullable(Type.Integer()), 'The threshold of a counter; null: the rule goes by days'),
  },
  { title: 'EquipmentPlanOccurrence' },
)
export interface Upcoming extends Static<typeof Upcoming> {}

export const Plan = Type.Object(
  {
    id: Id,
    name: about(Type.String(), 'As it is shown'),
    companyId: about(nullable(Id), "null: the house's own equipment"),
    state: about(State, 'Active: it opens tickets; paused: somebody stopped it; ended: it is over'),
    mode: Mode,
    timeZone: about(Type.String(), 'IANA time zone of its days'),
    time: about(Type.String(), 'HH:MM on the wall, when a ticket is opened'),
    anchorOn: about(Type.String(), 'The day that the rule is counted from: YYYY-MM-DD'),
    rule: about(PlanRule, 'When work comes back: by days, or by a counter'),
    leadDays: about(Type.Integer(), 'So many days before the work is due its ticket is opened'),
    calendarId: about(nullable(Id), 'Work is due on working days of this calendar; null: on any day'),
    catchUp: CatchUp,
    endsOn: about(nullable(Type.String()), 'The last day: YYYY-MM-DD; null: it goes on'),
    type: about(nullable(Type.String()), 'Type of its tickets; null: the only one that the desk has'),
    fields: about(nullable(FieldsView), 'Values of custom fields of its tickets, by name; null: none'),
    subjects: about(TextsView, 'Subject of its tickets, by language'),
    bodies: about(nullable(TextsView), 'First message of its tickets, by language; null: none'),
    teamId: about(nullable(Id), 'Whose queue its tickets go to; null: as the desk decides'),
    requesterId: about(nullable(Id), 'null: the person was erased, and the plan waits for another one'),
    checklistTemplateId: about(nullable(Id), 'Checklist that its tickets get; null: none'),
    language: about(nullable(Type.String()), 'In which its tickets are written (BCP 47); null: the requester’s own'),
    itemIds: about(Type.Array(Id), 'Items that its tickets name'),
    next: about(nullable(Upcoming), 'What comes next; null: it is paused or over, or waits until its ticket is done'),
    lastTicketId: about(nullable(Id), 'The ticket that it opened last; null: none yet'),
    trouble: about(
      nullable(Type.Object({ code: about(Type.String(), 'Code of the refusal'), since: Instant })),
      'Why no ticket could be opened: it is tried again every hour, until somebody has put it right; null: nothing is wrong',
    ),
    version: Version,
  },
  { title: 'EquipmentPlan' },
)
export interface Plan extends Static<typeof Plan> {}
export const PlanPage = Type.Object(
  { items: about(Type.Array(Plan), 'What is on this page'), nextCursor: NextCursor },
  { title: 'EquipmentPlanPage' },
)
export interface PlanPage extends Static<typeof PlanPage> {}

const timing = {
  mode: optional(Mode),
  time: optional(Time),
  leadDays: optional(LeadDays),
  calendarId: optional(about(nullable(Id), 'Work is due on working days of this calendar; null: on any day')),
  catchUp: optional(CatchUp),
  endsOn: optional(about(nullable(Day), 'The last day; null: it goes on')),
}
const template = {
  type: optional(about(nullable(Code), 'Type of its tickets; null: the only one that the desk has')),
  fields: optional(about(nullable(Fields), 'Values of custom fields of its tickets, by name, as the type has them; null: none')),
  bodies: optional(about(nullable(texts(Text)), 'First message of its tickets, by language; null: none')),
  teamId: optional(about(nullable(Id), 'Whose queue its tickets go to; null: as the desk decides')),
  checklistTemplateId: optional(about(nullable(Id), 'Checklist that its tickets get; null: none')),
  language: optional(about(nullable(Language), 'In which its tickets are written (BCP 47); null: the requester’s own')),
}
const itemIds = optional(about(ItemIds, 'Items that its tickets name'))
export const CreatePlan = Type.Object({
  name: Line,
  companyId: optional(about(Id, 'Whose equipment it is for; the house’s own unless told')),
  anchorOn: about(Day, 'The day that the rule is counted from'),
  rule: about(PlanRule, 'When work comes back: by days, or by a counter'),
  timeZone: TimeZone,
  ...timing,
  subjects: about(texts(Line), 'Subject of its tickets, by language; English must be there'),
  requesterId: about(Id, 'Who asks on its tickets'),
  ...template,
  itemIds,
})
export interface CreatePlan extends Static<typeof CreatePlan> {}
export const UpdatePlan = Type.Object({
  planId: Id,
  name: optional(Line),
  anchorOn: optional(about(Day, 'The day that the rule is counted from')),
  rule: optional(about(PlanRule, 'When work comes back: by days, or by a counter')),
  timeZone: optional(TimeZone),
  ...timing,
  subjects: optional(about(texts(Line), 'Subject of its tickets, by language; English must be there')),
  requesterId: optional(about(Id, 'Who asks on its tickets')),
  ...template,
  itemIds,
  expectedVersion: optional(Version),
})
export interface UpdatePlan extends Static<typeof UpdatePlan> {}
/** What items of a model begin with. By days only: a counter belongs to an item. */
export const ModelPlan = Type.Object(
  {
    name: about(Line, 'As it is shown'),
    rule: about(Rule, 'When work comes back, counted from the day on which the item was installed, else entered'),
    timeZone: TimeZone,
    ...timing,
    subjects: about(texts(Line), 'Subject of its tickets, by language; English must be there'),
    requesterId: optional(
      about(nullable(Id), 'Who asks on its tickets where the item has no contact; null: nobody, and the plan waits for one'),
    ),
    ...template,
  },
  { title: 'EquipmentModelPlan' },
)
export interface ModelPlan extends Static<typeof ModelPlan> {}
/** The same as it is read: what an answer keeps of texts and fields has no names that are known here. */
export const ModelPlanView = Type.Object(
  {
    ...ModelPlan.properties,
    subjects: about(TextsView, 'Subject of its tickets, by language'),
    bodies: optional(about(nullable(TextsView), 'First message of its tickets, by language; null: none')),
    fields: optional(about(nullable(FieldsView), 'Values of custom fields of its tickets, by name; null: none')),
  },
  { title: 'EquipmentModelPlanView' },
)
export const PlanById = Type.Object({ planId: Id })
export interface PlanById extends Static<typeof PlanById> {}
export const ListPlans = Type.Object({
  companyId: optional(Id),
  itemId: optional(Id),
  state: optional(about(State, 'Active: it opens tickets; paused: somebody stopped it; ended: it is over')),
  troubled: optional(about(Type.Boolean(), 'Only those whose tickets could not be opened')),
  ...pageInput,
})
export interface ListPlans extends Static<typeof ListPlans> {}

export const Preview = Type.Object(
  { items: about(Type.Array(Upcoming), 'The next twelve, as if each were done on its day') },
  { title: 'EquipmentPlanPreview' },
)
export interface Preview extends Static<typeof Preview> {}

const PlanEntry = Type.Object(
  {
    id: Id,
    at: Instant,
    kind: about(Type.String(), 'What happened: `created`, `skipped`, `missed`, `failed`, `ended`, …'),
    occurrence: about(nullable(Type.String()), 'The day by the rule, or the threshold of a counter; null: it is about the plan itself'),
    dueOn: about(nullable(Type.String()), 'The working day: YYYY-MM-DD; null: none'),
    ticketId: about(nullable(Id), 'The ticket of it; null: none'),
    ticketNumber: about(nullable(Type.Integer()), 'Number of that ticket; null: none'),
    code: about(nullable(Type.String()), 'Why it failed or was skipped, as a code; null: neither'),
    actor: about(
      Type.Object({
        kind: about(Type.String(), '`person`, `plugin` or `system`'),
        id: about(Type.String(), 'Id of the person or of the plugin'),
      }),
      'Who did it',
    ),
  },
  { title: 'EquipmentPlanEntry' },
)
export const PlanHistory = Type.Object(
  { items: about(Type.Array(PlanEntry), 'What is on this page, newest first'), nextCursor: NextCursor },
  { title: 'EquipmentPlanHistory' },
)
export interface PlanHistory extends Static<typeof PlanHistory> {}
export const ReadPlanHistory = Type.Object({ planId: Id, ...pageInput })
export interface ReadPlanHistory extends Static<typeof ReadPlanHistory> {}

export const DuePlans = Type.Object({
  shard: Type.Integer({ minimum: 0, maximum: 100 }),
  after: optional(Type.Object({ runAt: Instant, planId: Id })),
})
export interface DuePlans extends Static<typeof DuePlans> {}
export const DuePlanList = Type.Object({ items: Type.Array(Type.Object({ planId: Id, runAt: Instant })) })
export interface DuePlanList extends Static<typeof DuePlanList> {}
/** What one step did; `isDue`: there is another one to be done now. */
export const PlanStep = Type.Object(
  { outcome: Type.String(), ticketId: nullable(Id), isDue: Type.Boolean() },
  { title: 'EquipmentPlanStep' },
)
export interface PlanStep extends Static<typeof PlanStep> {}
/** `isTrial`: it is opened and taken back. */
export const OpenPlanTicket = Type.Object({ planId: Id, isTrial: optional(Type.Boolean()) })
export interface OpenPlanTicket extends Static<typeof OpenPlanTicket> {}
export const PlanTicket = Type.Object({ ticketId: Id, number: about(Type.Integer(), 'Its number') }, { title: 'EquipmentPlanTicket' })
export interface PlanTicket extends Static<typeof PlanTicket> {}
