import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AgreedContract } from '../contract/agreed.ts'
import type { IncludedSet, Terms } from '../contract/terms.ts'
import { decide, type Facts, type Verdict } from './decide.ts'
import { Ledger } from './ledger.ts'
import type { WorkPiece } from './piece.ts'

const set = (over: Partial<IncludedSet> = {}): IncludedSet => ({
  key: 'hours',
  priceItemIds: [],
  measure: 'minutes',
  quantity: 120,
  hasRollover: false,
  overageMinor: null,
  ...over,
})
const terms = (over: Partial<Terms> = {}): Terms => ({
  fee: null,
  included: [],
  prices: [],
  stepMinutes: 15,
  minimumMinutes: 30,
  showsTime: false,
  ...over,
})
const contract = (over: Partial<Terms> = {}, more: Partial<AgreedContract> = {}): AgreedContract => ({
  id: 'c',
  number: 'C-1',
  currency: 'EUR',
  startsOn: '2026-01-01',
  endsOn: null,
  anchorDay: 1,
  terms: [{ from: '2026-01-01', terms: terms(over) }],
  pauses: [],
  ...more,
})
const facts = (over: Partial<Facts> = {}): Facts => ({
  contract: null,
  rounding: 'half_up',
  overrides: new Map(),
  listPrice: (item) => ({ site: 9000, remote: 6000, toner: 4500 })[item],
  ...over,
})
let count = 0
const time = (minutes: number, workedOn = '2026-03-10', over: Partial<WorkPiece> = {}): WorkPiece => {
  count += 1
  return {
    key: `time:${count}`,
    kind: 'time',
    ticketId: `t${count}`,
    personId: 'p',
    workedOn,
    minutes,
    quantity: 0,
    priceItemId: 'site',
    isBillable: true,
    reason: null,
    isWarranty: false,
    agreedMinor: null,
    ...over,
  }
}
const shown = (found: ReturnType<typeof decide>): string[] =>
  'code' in found
    ? [found.code]
    : found.parts.map(
        ({ basis, minutes, quantity, rateMinor, amountMinor }) => `${basis} ${minutes || quantity} × ${rateMinor} = ${amountMinor}`,
      )
const judge = (pieces: readonly WorkPiece[], of: Facts, ledger = new Ledger([], [])): string[][] =>
  pieces.map((piece) => shown(decide(piece, of, ledger)))

describe('the verdict', () => {
  it('goes from warranty to the list, and says each step', () => {
    const block = { id: 'b1', boughtOn: '2026-01-01', expiresOn: null, minutesLeft: 60 }
    const of = facts({ contract: contract({ included: [set({ quantity: 60 })], prices: [{ priceItemId: 'site', minor: 8000 }] }) })
    const ledger = new Ledger([], [block])
    expect(
      judge(
        [time(5, '2026-03-01', { isWarranty: true }), time(20), time(95), time(50), time(10, '2026-03-10', { priceItemId: 'remote' })],
        of,
        ledger,
      ),
    ).toEqual([
      ['warranty 30 × 0 = 0'],
      ['included 30 × 0 = 0'],
      ['included 30 × 0 = 0', 'prepaid 60 × 0 = 0', 'contract 15 × 8000 = 2000'],
      ['contract 60 × 8000 = 8000'],
      ['list 30 × 6000 = 3000'],
    ])
    expect((decide(time(31), of, ledger) as Verdict).steps).toEqual([
      { code: 'worked', minutes: 31 },
      { code: 'rounded', minutes: 45 },
      { code: 'contract', minutes: 45, rateMinor: 8000, amountMinor: 6000 },
    ])
    expect((decide(time(3), of, ledger) as Verdict).steps.map(({ code, minutes }) => `${code} ${minutes}`)).toEqual([
      'worked 3',
      'minimum 30',
      'contract 30',
    ])
    expect([ledger.quotaUses(), ledger.prepaidUses()]).toEqual([
      [{ setKey: 'hours', periodFrom: '2026-03-01', base: 60, rollover: 0 }],
      [{ prepaidId: 'b1', minutes: 60 }],
    ])
  })

  it('takes a missing price for a fault, never for nothing', () => {
    const of = facts({ contract: contract({ prices: [{ priceItemId: 'site', minor: 0 }] }) })
    expect(judge([time(30, '2026-03-01', { priceItemId: 'none' }), time(30, '2026-03-01', { priceItemId: null }), time(30)], of)).toEqual([
      ['billing.price_missing'],
      ['billing.no_price_item'],
      ['contract 30 × 0 = 0'],
    ])
  })

  it('is overridden by a dispatcher, with a reason that stands in it', () => {
    const [free, dear, list] = [time(30), time(30), time(30, '2026-03-10', { isWarranty: true, isBillable: false })]
    const of = facts({
      contract: contract({ included: [set()], prices: [{ priceItemId: 'site', minor: 1 }] }),
      overrides: new Map([
        [free.key, { action: 'free', rateMinor: null, reason: 'Our mistake' }],
        [dear.key, { action: 'charge', rateMinor: 20_000, reason: 'At night' }],
        [list.key, { action: 'charge', rateMinor: null, reason: 'Their mistake' }],
      ]),
    })
    expect(judge([free, dear, list, time(30, '2026-03-10', { isBillable: false, reason: 'Training' })], of)).toEqual([
      ['override 30 × 0 = 0'],
      ['override 30 × 20000 = 10000'],
      ['override 30 × 9000 = 4500'],
      ['not_billable 30 × 0 = 0'],
    ])
    expect((decide(free, of, new Ledger([], [])) as Verdict).steps.at(-1)?.note).toBe('Our mistake')
  })

  it('charges lines by the unit, out of a set that names them, or as it was agreed', () => {
    const line = (quantity: number, over: Partial<WorkPiece> = {}) =>
      time(0, '2026-03-10', { kind: 'line', quantity, priceItemId: 'toner', ...over })
    const of = facts({
      contract: contract({ included: [set(), set({ key: 'toner', priceItemIds: ['toner'], measure: 'units', quantity: 1500 })] }),
    })
    expect(judge([line(1000), line(1333), line(1000, { agreedMinor: 4000 })], of)).toEqual([
      ['included 1000 × 0 = 0'],
      ['included 500 × 0 = 0', 'list 833 × 4500 = 3749'],
      ['agreed 1000 × 4000 = 4000'],
    ])
  })

  it('counts a visit once for each ticket and day', () => {
    const of = facts({ contract: contract({ included: [set({ measure: 'visits', quantity: 1, overageMinor: 12_000 })] }) })
    const visit = (ticketId: string, minutes = 30) => time(minutes, '2026-03-10', { ticketId })
    expect(judge([visit('a'), visit('a', 90), visit('b', 60), visit('b')], of)).toEqual([
      ['included 30 × 0 = 0'],
      ['included 90 × 0 = 0'],
      ['overage 60 × 12000 = 12000'],
      ['overage 30 × 12000 = 6000'],
    ])
  })

  it('knows no contract before its start, from its end on, and while it is paused', () => {
    const of = facts({
      contract: contract(
        { included: [set({ quantity: 10_000 })] },
        { startsOn: '2026-03-05', endsOn: '2026-03-20', pauses: [{ from: '2026-03-10', until: '2026-03-12' }] },
      ),
    })
    const on = (day: string) => judge([time(20, day)], of)[0]?.[0]
    expect(
      ['2026-03-04', '2026-03-05', '2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12', '2026-03-19', '2026-03-20'].map(on),
    ).toEqual([
      'list 20 × 9000 = 3000',
      'included 30 × 0 = 0',
      'included 30 × 0 = 0',
      'list 20 × 9000 = 3000',
      'list 20 × 9000 = 3000',
      'included 30 × 0 = 0',
      'included 30 × 0 = 0',
      'list 20 × 9000 = 3000',
    ])
  })
})

describe('rollover', () => {
  const of = facts({
    contract: contract({ stepMinutes: 1, minimumMinutes: 0, included: [set({ hasRollover: true, overageMinor: 9000 })] }),
  })

  it('takes what the period before left of its own, first, and no older one', () => {
    // January uses 20 of 120, February nothing, March 300: 120 that February left, and 120 of its own.
    expect(judge([time(20, '2026-01-10'), time(300, '2026-03-10')], of)).toEqual([
      ['included 20 × 0 = 0'],
      ['rollover 120 × 0 = 0', 'included 120 × 0 = 0', 'overage 60 × 9000 = 9000'],
    ])
    expect(judge([time(200, '2026-01-10')], of)).toEqual([['included 120 × 0 = 0', 'overage 80 × 9000 = 12000']])
  })

  it('is not used twice by work that is entered late', () => {
    const ledger = new Ledger([], [])
    expect(judge([time(240, '2026-02-10'), time(60, '2026-01-20')], of, ledger)).toEqual([
      ['rollover 120 × 0 = 0', 'included 120 × 0 = 0'],
      ['overage 60 × 9000 = 9000'],
    ])
  })

  it('gives out in all at most what was included, in whichever order and however it is split up', () => {
    const piece = fc.record({ month: fc.integer({ min: 1, max: 6 }), minutes: fc.integer({ min: 1, max: 300 }) })
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.nat(25), (pieces, cut) => {
        const times = pieces.map(({ month, minutes }) => time(minutes, `2026-0${month}-10`))
        const one = new Ledger([], [])
        const whole = times.map((each) => decide(each, of, one) as Verdict)
        const first = new Ledger([], [])
        const before = times.slice(0, cut).map((each) => decide(each, of, first) as Verdict)
        const second = new Ledger(first.quotaUses(), [])
        const after = times.slice(cut).map((each) => decide(each, of, second) as Verdict)
        expect([...before, ...after].map(({ amountMinor }) => amountMinor)).toEqual(whole.map(({ amountMinor }) => amountMinor))
        const uses = one.quotaUses()
        for (let month = 1; month <= 6; month += 1) {
          const own = uses.find(({ periodFrom }) => periodFrom === `2026-0${month}-01`)?.base ?? 0
          const taken = uses.find(({ periodFrom }) => periodFrom === `2026-0${month + 1}-01`)?.rollover ?? 0
          expect(own + taken).toBeLessThanOrEqual(120)
        }
      }),
    )
  })
})

describe('prepaid blocks', () => {
  it('are used first in, first out, none before it was bought or after it ended', () => {
    const block = (id: string, boughtOn: string, minutesLeft: number, expiresOn: string | null = null) => ({
      id,
      boughtOn,
      minutesLeft,
      expiresOn,
    })
    const ledger = new Ledger(
      [],
      [
        block('late', '2026-04-01', 999),
        block('second', '2026-02-01', 60),
        block('first', '2026-01-01', 45),
        block('over', '2025-01-01', 60, '2026-03-10'),
      ],
    )
    expect(ledger.takePrepaid('2026-03-10', 90)).toEqual([
      { prepaidId: 'first', minutes: 45 },
      { prepaidId: 'second', minutes: 45 },
    ])
    expect(ledger.takePrepaid('2026-03-11', 90)).toEqual([{ prepaidId: 'second', minutes: 15 }])
  })
})
