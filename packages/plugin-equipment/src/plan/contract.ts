import type { ByCalendar, PlanIds } from './follow-calendars.ts'
import type {
  CreatePlan,
  DuePlanList,
  DuePlans,
  ListPlans,
  OpenPlanTicket,
  Plan,
  PlanById,
  PlanHistory,
  PlanPage,
  PlanStep,
  PlanTicket,
  Preview,
  ReadPlanHistory,
  UpdatePlan,
} from './schemas.ts'

export interface PlanService {
  /** Maintenance plans of the companies that the caller may see, newest first. */
  plans(input: ListPlans): Promise<PlanPage>
  /** Throws `equipment.plan_not_found`. */
  plan(input: PlanById): Promise<Plan>
  /**
   * Work that comes back: from the anchor by the rule, or from the day on which the last ticket was done. What lies before today is not made up
   * for. Throws `equipment.time_zone_unknown`, `equipment.plan_never`, `equipment.other_company`,
   * `equipment.retired`, and `equipment.plan_unfit` where by its template no ticket can be opened.
   */
  createPlan(input: CreatePlan): Promise<Plan>
  /** A changed rule holds for what is to come. Throws also `equipment.version_stale`, `equipment.plan_ended`. */
  updatePlan(input: UpdatePlan): Promise<Plan>
  /** No tickets from now on. Throws `equipment.plan_ended`. */
  pausePlan(input: PlanById): Promise<Plan>
  /** Goes on with what is to come: what fell into the pause is left out. Throws `equipment.plan_ended`. */
  resumePlan(input: PlanById): Promise<Plan>
  /** For good. */
  endPlan(input: PlanById): Promise<Plan>
  /** The next twelve occurrences; of a plan that is paused, as if it went on today. */
  previewPlan(input: PlanById): Promise<Preview>
  /** What became of the plan and of its occurrences, newest first: made, skipped as a ticket was open, missed, failed and why. */
  planHistory(input: ReadPlanHistory): Promise<PlanHistory>
  /** For programs: plans whose moment has come, those of one of four shares, in order. */
  duePlans(input: DuePlans): Promise<DuePlanList>
  /** For programs: one step of a plan whose moment has come. Any number may try at once; each occurrence is done once. */
  runPlan(input: PlanById): Promise<PlanStep>
  /** For `runPlan`: opens a ticket by the plan's template, whole or not at all. `isTrial`: takes it back, and throws `equipment.plan_fits`. */
  openPlanTicket(input: OpenPlanTicket): Promise<PlanTicket>
  /** For programs: plans that go by a calendar. */
  plansByCalendar(input: ByCalendar): Promise<PlanIds>
  /** For programs: the next occurrence of a plan, on the working day that it falls on now. */
  shiftPlan(input: PlanById): Promise<Plan>
}

export interface PlanEvents {
  'equipment.plan_saved': { planId: string }
  'equipment.plan_paused': { planId: string }
  'equipment.plan_resumed': { planId: string }
  'equipment.plan_ended': { planId: string }
  /** `outcome`: `created`, `skipped` or `missed`; the occurrence is its day. */
  'equipment.plan_occurred': { planId: string; outcome: string; occurrence: string | null; ticketId: string | null }
  'equipment.plan_failed': { planId: string; code: string }
  'equipment.plan_completed': { planId: string; ticketId: string }
}

/** A job for each share, so that several processes work side by side. */
export type PlanJobs = { readonly [Name in `plans_${0 | 1 | 2 | 3}`]: {} } & { readonly shift: { calendarId: string } }
