import type { ExampleContext, Examples, TestDesk } from '@deskwright/testing'
import type { BillingContract } from '../src/index.ts'
import { fresh, newPriceItem, serviceOf } from './examples.ts'

const newKind = async (context: ExampleContext) =>
  (await serviceOf(context).createWorkKind({ name: fresh('Kind'), priceItemId: await newPriceItem(context) })).id
const newTime = async (context: ExampleContext, input: object = {}) =>
  (
    await serviceOf(context).addTime({
      ticketId: context.ticketId,
      workKindId: await newKind(context),
      personId: context.agentId,
      minutes: 25,
      ...input,
    })
  ).id
const newLine = async (context: ExampleContext) =>
  (
    await serviceOf(context).addWorkLine({
      ticketId: context.ticketId,
      priceItemId: await newPriceItem(context, 'goods'),
      quantity: 2500,
      personId: context.agentId,
    })
  ).id
const newEstimate = async (context: ExampleContext, isOffered = false) => {
  const { id: estimateId } = await serviceOf(context).createEstimate({
    ticketId: context.ticketId,
    lineIds: [await newLine(context)],
    validUntil: '2026-12-31',
    note: fresh('As we spoke'),
  })
  if (isOffered) await serviceOf(context).offerEstimate({ estimateId })
  return estimateId
}
/** Offered to the company, whose customer may approve as much. */
export const newOffer = async (context: ExampleContext) => {
  const test = context.test as unknown as TestDesk<BillingContract>
  await test.desk.system('examples').companies.saveMember({
    companyId: context.companyId,
    personId: context.customerId,
    approvalLimit: { minor: 100_000_000, currency: 'EUR' },
  })
  return { estimateId: await newEstimate(context, true), revision: 1 }
}

/** Of whoever will send the input: timers are their own. */
const newTimer = async (context: ExampleContext) => {
  const test = context.test as unknown as TestDesk<BillingContract>
  const { billing } = test.desk.as({ externalId: 'conformance-Worker' }, { acting: 'staff' })
  const { timer } = await billing.timer()
  if (timer) await billing.discardTimer({ timerId: timer.id })
  const { id: timerId } = await billing.startTimer({ ticketId: context.ticketId, workKindId: await newKind(context) })
  context.test.clock.advance('5m')
  return { timerId }
}
/** With work on it that went to another company. */
const movedTicket = async (context: ExampleContext) => {
  const test = context.test as unknown as TestDesk<BillingContract>
  const ticketId = await context.ticket()
  await newTime(context, { ticketId })
  await test.desk.system('examples').tickets.update({
    ticketId,
    companyId: test.places.companies.beta,
    requesterId: test.actors.otherManager.id,
  })
}

export const workExamples: Examples<BillingContract> = {
  createWorkKind: async (context) => ({
    name: fresh('Kind'),
    titles: [{ language: 'he', title: 'אצל הלקוח' }],
    priceItemId: await newPriceItem(context),
  }),
  updateWorkKind: async (context) => ({ workKindId: await newKind(context), isBillable: false }),
  startTimer: async (context) => {
    const { timerId } = await newTimer(context)
    const test = context.test as unknown as TestDesk<BillingContract>
    await test.desk.as({ externalId: 'conformance-Worker' }, { acting: 'staff' }).billing.discardTimer({ timerId })
    return { ticketId: context.ticketId, workKindId: await newKind(context), note: fresh('Looking at it') }
  },
  stopTimer: newTimer,
  discardTimer: newTimer,
  addTime: async (context) => [
    { ticketId: context.ticketId, workKindId: await newKind(context), personId: context.agentId, minutes: 90, note: fresh('Cleaned') },
    {
      ticketId: context.ticketId,
      workKindId: await newKind(context),
      personId: context.agentId,
      startedAt: '2026-01-04T08:00:00.000Z',
      endedAt: '2026-01-04T09:30:00.000Z',
      isBillable: false,
      reason: fresh('Our fault'),
      asDraft: true,
    },
  ],
  correctTime: async (context) => ({ timeId: await newTime(context), minutes: 30 }),
  removeTime: async (context) => ({ timeId: await newTime(context) }),
  times: () => ({ from: '2026-01-01', until: '2027-01-01' }),
  time: async (context) => {
    const timeId = await newTime(context)
    return { timeId: (await serviceOf(context).correctTime({ timeId, minutes: 26 })).id }
  },
  ticketTime: async (context) => {
    await movedTicket(context)
    return { ticketId: context.ticketId }
  },
  submitTimes: async (context) => ({ timeIds: [await newTime(context, { asDraft: true })] }),
  approveTimes: async (context) => ({ timeIds: [await newTime(context), await newTime(context)] }),
  refuseTimes: async (context) => ({ timeIds: [await newTime(context)], reason: fresh('Which device?') }),
  workLines: ({ ticketId }) => ({ ticketId }),
  addWorkLine: async (context) => ({
    ticketId: context.ticketId,
    priceItemId: await newPriceItem(context, 'goods'),
    quantity: 1000,
    personId: context.agentId,
    isBillable: false,
    reason: fresh('Our fault'),
  }),
  updateWorkLine: async (context) => ({ lineId: await newLine(context), quantity: 500 }),
  finishWorkLine: async (context) => ({ lineId: await newLine(context) }),
  reopenWorkLine: async (context) => {
    const lineId = await newLine(context)
    await serviceOf(context).finishWorkLine({ lineId })
    return { lineId }
  },
  cancelWorkLine: async (context) => ({ lineId: await newLine(context) }),
  estimates: async (context) => {
    await newOffer(context)
    return { ticketId: context.ticketId }
  },
  allEstimates: async (context) => {
    await newOffer(context)
    return { state: 'offered' }
  },
  estimate: async (context) => ({ estimateId: (await newOffer(context)).estimateId }),
  createEstimate: async (context) => ({ ticketId: context.ticketId, lineIds: [await newLine(context)], validUntil: '2026-12-31' }),
  updateEstimate: async (context) => ({ estimateId: (await newOffer(context)).estimateId, lineIds: [await newLine(context)] }),
  offerEstimate: async (context) => ({ estimateId: await newEstimate(context) }),
  withdrawEstimate: async (context) => ({ estimateId: (await newOffer(context)).estimateId }),
  approveEstimate: newOffer,
  refuseEstimate: async (context) => ({ ...(await newOffer(context)), reason: fresh('Too dear') }),
  expireEstimate: async (context) => {
    const billing = serviceOf(context)
    const { id: estimateId } = await billing.createEstimate({
      ticketId: context.ticketId,
      lineIds: [await newLine(context)],
      validUntil: context.now.slice(0, 10),
    })
    await billing.offerEstimate({ estimateId })
    context.test.clock.advance('1d')
    return { estimateId }
  },
  costRates: ({ agentId }) => ({ personId: agentId }),
  setCostRate: ({ agentId }) => ({ personId: agentId, rateMinor: 4_500, from: '2026-01-01' }),
  removeCostRate: async (context) => ({
    costRateId: (await serviceOf(context).setCostRate({ personId: context.agentId, rateMinor: 4_000, from: '2025-01-01' })).id,
  }),
  margin: () => ({ by: 'person', from: '2026-01-01', until: '2027-01-01' }),
  worstContracts: () => ({ from: '2026-01-01', until: '2027-01-01' }),
  setMaterialCost: async (context) => ({ priceItemId: await newPriceItem(context, 'goods'), costMinor: 2_000, from: '2026-01-01' }),
}
