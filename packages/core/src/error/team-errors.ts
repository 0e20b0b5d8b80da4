import type { ErrorTable } from './define-errors.ts'

/** Errors of teams. */
export const teamErrors = {
  'team.conflict': [409, 'This team was changed meanwhile: the version is {version}. Read it again, look at what changed, and repeat.'],
  'team.exists': [409, "There is a team with the key '{key}' already. Use it, or choose another key."],
  'team.in_use': [409, "New tickets of these types go to the team '{key}': {types}. Give the types another team first."],
  'team.member_not_found': [404, '{personId} has no role in the team {teamId}.'],
  'team.not_found': [404, 'There is no team {teamId} that you may see.'],
} as const satisfies ErrorTable
