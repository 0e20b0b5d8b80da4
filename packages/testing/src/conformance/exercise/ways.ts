import { type AnyOperation, callAs, type Outcome } from './call.ts'
import type { Exercise } from './exercise.ts'
import { requestAs } from './request.ts'
import type { Part } from './world.ts'

export type Way = 'the library' | 'HTTP'
/** Both lead to the same operation, so both must refuse. */
export const ways: readonly Way[] = ['the library', 'HTTP']

export const call = (exercise: Exercise, way: Way, part: Part, operation: AnyOperation, input: unknown): Promise<Outcome> => {
  const { test, players } = exercise.world
  return way === 'the library' ? callAs(test, players[part], operation, input) : requestAs(test, players[part], operation, input)
}

export const isDenial = (outcome: Outcome): boolean => !outcome.ok && [401, 403, 404].includes(outcome.status)
export const answered = (outcome: Outcome): string => (outcome.ok ? 'let them in' : `answered ${outcome.status} ${outcome.code}`)
