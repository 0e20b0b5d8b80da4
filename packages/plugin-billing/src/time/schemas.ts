import { Language, staffOnly } from '@deskwright/core'
import {
  about,
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
import { LONGEST_MINUTES } from './worked.ts'

const Title = Type.Object({ language: Language, title: about(Line, 'Its name in that language') }, { description: 'A name in a language' })
const Titles = about(Type.Array(Title, { maxItems: 50 }), 'Its name in other languages, one for each')

export const WorkKind = Type.Object(
  {
    id: Id,
    name: about(Type.String(), 'For readers in whose language it has no title'),
    title: about(Type.String(), 'In the reader’s language, where it has one'),
    titles: Titles,
    priceItemId: about(nullable(Id), 'What an hour of it is charged by; null: it has no price'),
    isBillable: about(Type.Boolean(), 'Whether its time is charged unless somebody says otherwise'),
    isActive: about(Type.Boolean(), 'False: no longer offered'),
    version: Version,
  },
  { title: 'BillingWorkKind' },
)
export interface WorkKind extends Static<typeof WorkKind> {}
export const WorkKindList = Type.Object({ items: about(Type.Array(WorkKind), 'All of them, by name') }, { title: 'BillingWorkKindList' })
export interface WorkKindList extends Static<typeof WorkKindList> {}
const kindFields = {
  titles: optional(Titles),
  priceItemId: optional(about(nullable(Id), 'Work of the price list; null: it has no price')),
  isBillable: optional(about(Type.Boolean(), 'True unless told')),
}
export const CreateWorkKind = Type.Object({ name: about(Line, 'Taken once, but for case and spaces'), ...kindFields })
export interface CreateWorkKind extends Static<typeof CreateWorkKind> {}
export const UpdateWorkKind = Type.Object({
  workKindId: Id,
  name: optional(about(Line, 'Taken once, but for case and spaces')),
  ...kindFields,
  isActive: optional(about(Type.Boolean(), 'False: no longer offered')),
  expectedVersion: optional(about(Version, '`version` as it was read; if it is another one now, nothing changes')),
})
export interface UpdateWorkKind extends Static<typeof UpdateWorkKind> {}

const Minutes = Type.Integer({ minimum: 1, maximum: LONGEST_MINUTES, description: 'Minutes as they were worked: at most those of a day' })
const WallTime = Type.String({
  pattern: '^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$',
  description: 'Wall time: HH:MM',
  'x-fault': { message: 'must be a time of the day, written HH:MM' },
})
const TimeZone = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^[A-Za-z0-9_+\\-/:]+$',
  description: 'Time zone (IANA), such as Europe/Rome',
})

const span = {
  workedOn: optional(about(Day, 'The day of it; today unless told')),
  minutes: optional(about(Minutes, 'How long it took: this, or from and until, or startedAt and endedAt')),
  from: optional(about(WallTime, 'When it began, on that day')),
  until: optional(about(WallTime, 'When it ended, on that day')),
  startedAt: optional(about(Instant, 'When it began; it may have ended on another day')),
  endedAt: optional(about(Instant, 'When it ended')),
  timeZone: optional(about(TimeZone, 'Where the person was; the desk’s unless told')),
}
const facts = {
  isBillable: optional(about(Type.Boolean(), 'As the kind of work has it, unless told')),
  reason: optional(about(Line, 'Why it is not charged: owed by whoever says so')),
  note: optional(about(nullable(Note), 'What was done; null: nothing is said')),
  itemId: optional(about(nullable(Id), 'The equipment of the ticket that it was done on; null: none')),
}
export const AddTime = Type.Object({
  ticketId: Id,
  workKindId: Id,
  personId: optional(about(Id, 'Who worked; the caller unless told')),
  ...span,
  ...facts,
  asDraft: optional(about(Type.Boolean(), 'True: not to be approved yet')),
})
export interface AddTime extends Static<typeof AddTime> {}
export const CorrectTime = Type.Object({
  timeId: Id,
  expectedVersion: optional(about(Version, '`version` as it was read; if it is another one now, nothing changes')),
  workKindId: optional(Id),
  ...span,
  ...facts,
})
export interface CorrectTime extends Static<typeof CorrectTime> {}

const State = Type.Union([word('draft'), word('submitted'), word('approved'), word('refused'), word('replaced')])
const Warning = Type.Object(
  {
    code: about(
      Type.Union([word('overlap'), word('over_a_day')]),
      '`overlap`: at the same time as others; `over_a_day`: more than 24 hours on that day',
    ),
    timeIds: about(Type.Array(Id), 'The others'),
  },
  { title: 'BillingTimeWarning', description: 'Something to look at; it is entered all the same' },
)
export type Warning = Static<typeof Warning>
const timeView = {
  id: Id,
  ticketId: Id,
  companyId: about(nullable(Id), 'Whose ticket it is; null: nobody’s'),
  contractId: staffOnly(about(nullable(Id), 'The contract that it is charged by; null: none')),
  person: about(
    Type.Object({ id: about(Type.String(), 'Empty where the person was erased'), name: about(Type.String(), 'As it is shown') }),
    'Who worked',
  ),
  workKind: about(Type.Object({ id: Id, title: about(Type.String(), 'In the reader’s language') }), 'What kind of work it was'),
  workedOn: about(Day, 'The day on which it began'),
  startedAt: about(nullable(Instant), 'When it began; null: only minutes are known'),
  endedAt: about(nullable(Instant), 'When it ended; null: only minutes are known'),
  minutes: about(Type.Integer(), 'As they were worked; minimum and rounding are the contract’s'),
  isBillable: about(Type.Boolean(), 'Whether it is to be charged'),
  reason: staffOnly(about(nullable(Type.String()), 'Why it is not charged; null: it is, or the kind of work says so')),
  note: staffOnly(about(nullable(Type.String()), 'What was done; null: nothing is said')),
  itemId: about(nullable(Id), 'The equipment that it was done on; null: none'),
  isWarranty: staffOnly(about(Type.Boolean(), 'Whether that equipment was in warranty when the ticket was opened')),
  state: about(State, '`draft`, `submitted` for approval, `approved`, `refused`, or `replaced` by a correction'),
  refusal: staffOnly(about(nullable(Type.String()), 'Why it was refused; null: it was not')),
  replacesId: staffOnly(about(nullable(Id), 'The entry that it corrects; null: none')),
  isLocked: about(Type.Boolean(), 'True: it stands on an invoice'),
  version: staffOnly(Version),
  createdAt: staffOnly(Instant),
}
export const Time = Type.Object(timeView, { title: 'BillingTime' })
export interface Time extends Static<typeof Time> {}
export const SavedTime = Type.Object(
  { ...timeView, warnings: about(Type.Array(Warning), 'What somebody should look at; none: empty') },
  { title: 'BillingSavedTime' },
)
export interface SavedTime extends Static<typeof SavedTime> {}
export const TimeWithHistory = Type.Object(
  { ...timeView, corrected: about(Type.Array(Time), 'What it was before, newest first; never corrected: empty') },
  { title: 'BillingTimeWithHistory' },
)
export interface TimeWithHistory extends Static<typeof TimeWithHistory> {}
export const TimePage = Type.Object(
  { items: about(Type.Array(Time), 'What is on this page'), nextCursor: NextCursor },
  { title: 'BillingTimePage' },
)
export interface TimePage extends Static<typeof TimePage> {}
export const TimeById = Type.Object({ timeId: Id })
export interface TimeById extends Static<typeof TimeById> {}
export const ListTimes = Type.Object({
  ticketId: optional(about(Id, 'Of this ticket')),
  personId: optional(about(Id, 'Of this person')),
  companyId: optional(about(Id, 'On tickets of this company')),
  state: optional(about(State, 'In this state; without replaced ones unless told')),
  from: optional(about(Day, 'First day')),
  until: optional(about(Day, 'The day behind the last one')),
  ...pageInput,
})
export interface ListTimes extends Static<typeof ListTimes> {}
export const ListTicketTime = Type.Object({ ticketId: Id, ...pageInput })
export interface ListTicketTime extends Static<typeof ListTicketTime> {}

const several = about(
  Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }),
  'All of them, or none: one that can not be stops all',
)
export const SubmitTimes = Type.Object({ timeIds: several })
export interface SubmitTimes extends Static<typeof SubmitTimes> {}
export const ApproveTimes = Type.Object({ timeIds: several })
export interface ApproveTimes extends Static<typeof ApproveTimes> {}
export const RefuseTimes = Type.Object({ timeIds: several, reason: about(Line, 'What is wrong with them') })
export interface RefuseTimes extends Static<typeof RefuseTimes> {}
export const TimesChanged = Type.Object({ timeIds: about(Type.Array(Id), 'Which were changed') }, { title: 'BillingTimesChanged' })
export interface TimesChanged extends Static<typeof TimesChanged> {}
export const Gone = Type.Object({ id: about(Id, 'What was taken away') }, { title: 'BillingGone' })
export interface Gone extends Static<typeof Gone> {}

export const Timer = Type.Object(
  {
    id: Id,
    ticketId: Id,
    workKindId: Id,
    startedAt: about(Instant, 'Since when it runs'),
    note: about(nullable(Type.String()), 'What is being done; null: nothing is said'),
  },
  { title: 'BillingTimer' },
)
export interface Timer extends Static<typeof Timer> {}
export const OwnTimer = Type.Object({ timer: about(nullable(Timer), 'The caller’s; null: none runs') }, { title: 'BillingOwnTimer' })
export interface OwnTimer extends Static<typeof OwnTimer> {}
export const StartTimer = Type.Object({ ticketId: Id, workKindId: Id, note: optional(about(Note, 'What is being done')) })
export interface StartTimer extends Static<typeof StartTimer> {}
export const StopTimer = Type.Object({
  timerId: Id,
  endedAt: optional(about(Instant, 'When the work really ended, of a timer that was forgotten; now unless told')),
  ticketId: optional(about(Id, 'Another ticket than it was started for, such as the one that this was merged into')),
  workKindId: optional(about(Id, 'Another kind of work than it was started with')),
  timeZone: span.timeZone,
  ...facts,
  asDraft: optional(about(Type.Boolean(), 'True: not to be approved yet')),
})
export interface StopTimer extends Static<typeof StopTimer> {}
export const TimerById = Type.Object({ timerId: Id })
export interface TimerById extends Static<typeof TimerById> {}
