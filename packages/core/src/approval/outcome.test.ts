import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { neededAmong, outcomeOf, type Vote } from './outcome.ts'

const vote = fc.constantFrom<Vote | null>('accepted', 'refused', null)
/** Somebody is asked, and at most all of them are needed: what asking makes sure of. */
const poll = fc
  .array(vote, { minLength: 1, maxLength: 12 })
  .chain((votes) => fc.tuple(fc.constant(votes), fc.integer({ min: 1, max: votes.length })))
const answered = (votes: readonly (Vote | null)[], by: Vote) => votes.map((each) => each ?? by)

describe('the outcome of votes', () => {
  it('does not depend on who votes first', () =>
    fc.assert(
      fc.property(poll, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), ([votes, needed], random) => {
        const shuffled = votes.map((each) => ({ each, at: random.next().value })).sort((a, b) => a.at - b.at)
        expect(
          outcomeOf(
            needed,
            shuffled.map(({ each }) => each),
          ),
        ).toBe(outcomeOf(needed, votes))
      }),
    ))

  it('is decided exactly when no answer can change it any more', () =>
    fc.assert(
      fc.property(poll, ([votes, needed]) => {
        const best = outcomeOf(needed, answered(votes, 'accepted'))
        const worst = outcomeOf(needed, answered(votes, 'refused'))
        expect(outcomeOf(needed, votes)).toBe(best === worst ? best : 'pending')
        expect(best).not.toBe('pending')
        expect(worst).not.toBe('pending')
      }),
    ))

  it('is accepted exactly when enough have accepted', () =>
    fc.assert(
      fc.property(poll, ([votes, needed]) => {
        expect(outcomeOf(needed, votes) === 'accepted').toBe(votes.filter((each) => each === 'accepted').length >= needed)
      }),
    ))

  it('of one: the first acceptance, or the refusal of all; of all: everybody, or the first refusal', () => {
    expect(outcomeOf(neededAmong('one', 3), ['refused', null, 'refused'])).toBe('pending')
    expect(outcomeOf(neededAmong('one', 3), ['refused', 'accepted', null])).toBe('accepted')
    expect(outcomeOf(neededAmong('one', 2), ['refused', 'refused'])).toBe('refused')
    expect(outcomeOf(neededAmong('all', 3), ['accepted', null, 'accepted'])).toBe('pending')
    expect(outcomeOf(neededAmong('all', 3), ['accepted', 'refused', null])).toBe('refused')
    expect(outcomeOf(neededAmong(2, 3), ['accepted', 'refused', 'accepted'])).toBe('accepted')
    expect(outcomeOf(neededAmong('all', 0), [])).toBe('pending')
    expect(outcomeOf(3, ['accepted', 'accepted'])).toBe('pending')
    expect(outcomeOf(3, ['accepted', 'refused'])).toBe('refused')
  })
})
