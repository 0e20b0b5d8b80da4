import type {
  AddTime,
  ApproveTimes,
  CorrectTime,
  CreateWorkKind,
  Gone,
  ListTicketTime,
  ListTimes,
  OwnTimer,
  RefuseTimes,
  SavedTime,
  StartTimer,
  StopTimer,
  SubmitTimes,
  TimeById,
  TimePage,
  Timer,
  TimerById,
  TimesChanged,
  TimeWithHistory,
  UpdateWorkKind,
  WorkKind,
  WorkKindList,
} from './schemas.ts'

export interface TimeService {
  workKinds(): Promise<WorkKindList>
  /** Throws `billing.name_taken`, `billing.work_kind_price`. */
  createWorkKind(input: CreateWorkKind): Promise<WorkKind>
  /** What is entered already stays as it was entered. Throws `billing.version_stale`. */
  updateWorkKind(input: UpdateWorkKind): Promise<WorkKind>
  /** The caller's timer. */
  timer(): Promise<OwnTimer>
  /** Starts the caller's timer: everybody has one at the most. Throws `billing.timer_running`. */
  startTimer(input: StartTimer): Promise<Timer>
  /** Turns the timer into an entry; of two who stop it one does. Throws `billing.timer_not_found`, `billing.time_too_long`. */
  stopTimer(input: StopTimer): Promise<SavedTime>
  /** Forgets what the timer has counted. */
  discardTimer(input: TimerById): Promise<Gone>
  /** Enters time by hand. What looks odd is a warning in the answer, never a refusal. */
  addTime(input: AddTime): Promise<SavedTime>
  /** Enters what is right in place of what was wrong, which stays in its history. Throws `billing.work_invoiced`. */
  correctTime(input: CorrectTime): Promise<SavedTime>
  /** Takes an entry away that is not approved. Throws `billing.time_state`, `billing.work_invoiced`. */
  removeTime(input: TimeById): Promise<Gone>
  /** Own time, or everybody's by right; latest day first. */
  times(input: ListTimes): Promise<TimePage>
  time(input: TimeById): Promise<TimeWithHistory>
  /** What was worked on a ticket, for its readers: customers get it where the contract says so, without notes. */
  ticketTime(input: ListTicketTime): Promise<TimePage>
  /** Drafts go to approval. */
  submitTimes(input: SubmitTimes): Promise<TimesChanged>
  /** All or none; of two who approve the same one does. Throws `billing.time_state`. */
  approveTimes(input: ApproveTimes): Promise<TimesChanged>
  /** Also what was approved, until it stands on an invoice. */
  refuseTimes(input: RefuseTimes): Promise<TimesChanged>
}

export interface TimeEvents {
  'billing.work_kind_saved': { workKindId: string }
  'billing.timer_started': { timerId: string; forTicketId: string }
  'billing.timer_discarded': { timerId: string; forTicketId: string }
  'billing.time_added': { ticketId: string; timeId: string }
  'billing.time_corrected': { ticketId: string; timeId: string; replacesId: string }
  'billing.time_removed': { ticketId: string; timeId: string }
  'billing.time_submitted': { timeId: string }
  'billing.time_approved': { timeId: string }
  'billing.time_refused': { timeId: string }
}
