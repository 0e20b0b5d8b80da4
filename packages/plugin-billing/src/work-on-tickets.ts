import type { CostEvents, CostService } from './cost/contract.ts'
import { costRates, removeCostRate, setCostRate } from './cost/cost-rates.ts'
import { materialCosts, setMaterialCost } from './cost/material-costs.ts'
import { costEvents } from './cost/titles.ts'
import type { EstimateEvents, EstimateService } from './estimate/contract.ts'
import { approveEstimate, expireEstimate, refuseEstimate } from './estimate/decide-estimate.ts'
import { allEstimates, dueEstimates, estimate, estimates } from './estimate/read-estimates.ts'
import { estimateEvents } from './estimate/titles.ts'
import { createEstimate, offerEstimate, updateEstimate, withdrawEstimate } from './estimate/write-estimate.ts'
import type { MarginService } from './margin/contract.ts'
import { margin, worstContracts } from './margin/margin.ts'
import type { TicketWorkEvents } from './ticket/contract.ts'
import { ticketWorkEvents } from './ticket/titles.ts'
import { addTime } from './time/add-time.ts'
import { approveTimes, refuseTimes, submitTimes } from './time/approve-times.ts'
import type { TimeEvents, TimeService } from './time/contract.ts'
import { correctTime, removeTime } from './time/correct-time.ts'
import { ticketTime, time, times } from './time/read-times.ts'
import { discardTimer, startTimer, stopTimer, timer } from './time/timers.ts'
import { timeEvents } from './time/titles.ts'
import { createWorkKind, updateWorkKind, workKinds } from './time/work-kinds.ts'
import { cancelWorkLine, finishWorkLine, reopenWorkLine, workLines } from './work-line/change-state.ts'
import type { WorkLineEvents, WorkLineService } from './work-line/contract.ts'
import { addWorkLine, updateWorkLine } from './work-line/save-line.ts'
import { workLineEvents } from './work-line/titles.ts'

/** What is done on tickets and offered there, and what it costs. */
export interface WorkService extends TimeService, WorkLineService, EstimateService, CostService, MarginService {}
export interface WorkEvents extends TimeEvents, WorkLineEvents, EstimateEvents, CostEvents, TicketWorkEvents {}

export const workOperations = {
  workKinds,
  createWorkKind,
  updateWorkKind,
  timer,
  startTimer,
  stopTimer,
  discardTimer,
  addTime,
  correctTime,
  removeTime,
  times,
  time,
  ticketTime,
  submitTimes,
  approveTimes,
  refuseTimes,
  workLines,
  addWorkLine,
  updateWorkLine,
  finishWorkLine,
  reopenWorkLine,
  cancelWorkLine,
  estimates,
  estimate,
  allEstimates,
  createEstimate,
  updateEstimate,
  offerEstimate,
  withdrawEstimate,
  approveEstimate,
  refuseEstimate,
  dueEstimates,
  expireEstimate,
  costRates,
  setCostRate,
  removeCostRate,
  materialCosts,
  setMaterialCost,
  margin,
  worstContracts,
}

export const workEvents = { ...timeEvents, ...workLineEvents, ...estimateEvents, ...costEvents, ...ticketWorkEvents }
