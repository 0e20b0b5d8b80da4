import { about, Language } from '@deskwright/core'
import { Code, Day, Id, Instant, Line, NextCursor, nullable, optional, pageInput, type Static, Text, Type, Version } from '../schemas.ts'
import { MeterRule } from './meter-law.ts'
import { Rule } from './rule.ts'

const languages = '^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$'
type Texts = { readonly en: string; readonly [language: string]: string }
/** A text for each language; English is the last resort, and must be there. */
const texts = (schema: typeof Line) =>
  Type.Unsafe<Texts>(
    Type.Object({ en: schema }, { additionalProperties: schema, propertyNames: { pattern: languages }, maxProperties: 50 }),
  )
const TextsView = Type.Unsafe<Texts>(Type.Object({ en: Type.String() }, { additionalProperties: true }))

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
    dueOn: about(nullable(Type.String()), 'The working day'),
    opensAt: about(nullable(Instant), 'When the ticket is opened; null: when the counter gets there'),
    count: about(nullable(Type.Integer()), 'The threshold of a counter'),
  },
  { title: 'EquipmentPlanOccurrence' },
)
export interface Upcoming extends Static<typeof Upcoming> {}

export const Plan = Type.Object(
  {
    id: Id,
    name: Type.String(),
    companyId: about(nullable(Id), "null: the house's own equipment"),
    state: State,
    mode: Mode,
    timeZone: Type.String(),
    time: Type.String(),
    anchorOn: Type.String(),
    rule: PlanRule,
    leadDays: Type.Integer(),
    calendarId: nullable(Id),
    catchUp: CatchUp,
    endsOn: nullable(Type.String()),
    type: nullable(Type.String()),
    subjects: TextsView,
    bodies: nullable(TextsView),
    teamId: nullable(Id),
    requesterId: about(nullable(Id), 'null: the person was erased, and the plan waits for another one'),
    checklistTemplateId: nullable(Id),
    language: nullable(Type.String()),
    itemIds: Type.Array(Id),
    /** Null while it is over, or waits until its ticket is done. */
    next: nullable(Upcoming),
    lastTicketId: nullable(Id),
    /** Why no ticket could be opened; it is tried again every hour, until somebody has put it right. */
    trouble: nullable(Type.Object({ code: Type.String(), since: Instant })),
    version: Version,
  },
  { title: 'EquipmentPlan' },
)
export interface Plan extends Static<typeof Plan> {}
export const PlanPage = Type.Object({ items: Type.Array(Plan), nextCursor: NextCursor }, { title: 'EquipmentPlanPage' })
export interface PlanPage extends Static<typeof PlanPage> {}

const timing = {
  mode: optional(Mode),
  time: optional(Time),
  leadDays: optional(LeadDays),
  calendarId: optional(nullable(Id)),
  catchUp: optional(CatchUp),
  endsOn: optional(nullable(Day)),
}
const template = {
  type: optional(nullable(Code)),
  bodies: optional(nullable(texts(Text))),
  teamId: optional(nullable(Id)),
  checklistTemplateId: optional(nullable(Id)),
  language: optional(nullable(Language)),
  itemIds: optional(ItemIds),
}
export const CreatePlan = Type.Object({
  name: Line,
  companyId: optional(Id),
  anchorOn: Day,
  rule: PlanRule,
  timeZone: TimeZone,
  ...timing,
  subjects: texts(Line),
  requesterId: Id,
  ...template,
})
export interface CreatePlan extends Static<typeof CreatePlan> {}
export const UpdatePlan = Type.Object({
  planId: Id,
  name: optional(Line),
  anchorOn: optional(Day),
  rule: optional(PlanRule),
  timeZone: optional(TimeZone),
  ...timing,
  subjects: optional(texts(Line)),
  requesterId: optional(Id),
  ...template,
  expectedVersion: optional(Version),
})
export interface UpdatePlan extends Static<typeof UpdatePlan> {}
export const PlanById = Type.Object({ planId: Id })
export interface PlanById extends Static<typeof PlanById> {}
export const ListPlans = Type.Object({
  companyId: optional(Id),
  itemId: optional(Id),
  state: optional(State),
  /** Only those whose tickets could not be opened. */
  troubled: optional(Type.Boolean()),
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
    kind: Type.String(),
    occurrence: nullable(Type.String()),
    dueOn: nullable(Type.String()),
    ticketId: nullable(Id),
    ticketNumber: nullable(Type.Integer()),
    code: nullable(Type.String()),
    actor: Type.Object({ kind: Type.String(), id: Type.String() }),
  },
  { title: 'EquipmentPlanEntry' },
)
export const PlanHistory = Type.Object({ items: Type.Array(PlanEntry), nextCursor: NextCursor }, { title: 'EquipmentPlanHistory' })
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
export const PlanTicket = Type.Object({ ticketId: Id, number: Type.Integer() }, { title: 'EquipmentPlanTicket' })
export interface PlanTicket extends Static<typeof PlanTicket> {}
