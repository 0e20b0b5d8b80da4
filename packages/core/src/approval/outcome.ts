export type Vote = 'accepted' | 'refused'
/** How many acceptances it takes: one, of all who are asked, or a number. */
export type Needed = 'one' | 'all' | number

/** The number that `needed` stands for among so many; never fewer than one, as nobody's acceptance is none. */
export const neededAmong = (needed: Needed, asked: number): number =>
  needed === 'one' ? 1 : needed === 'all' ? Math.max(asked, 1) : needed

/**
 * What the votes so far amount to; null is somebody who has not answered. Accepted as soon as there are enough, refused as soon as there
 * can't be enough any more. Whoever answers later, and in which order, changes nothing of what is decided. Where fewer are asked than are
 * needed, as nobody else holds the role yet, each refusal refuses and nothing accepts.
 */
export function outcomeOf(needed: number, votes: readonly (Vote | null)[]): Vote | 'pending' {
  const count = (wanted: Vote) => votes.filter((vote) => vote === wanted).length
  if (count('accepted') >= needed) return 'accepted'
  return count('refused') > Math.max(votes.length - needed, 0) ? 'refused' : 'pending'
}
