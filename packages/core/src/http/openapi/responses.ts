import type { Schema } from './merge-audiences.ts'

const problem = (description: string): Schema => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

export const responses = {
  BadRequest: problem('The request could not be read.'),
  Unauthenticated: problem('The desk does not know who is calling.'),
  Forbidden: problem('Seen, but not allowed.'),
  NotFound: problem('Not there, or not visible to this caller; nobody can tell which.'),
  Conflict: problem('Something is in the way: it was changed meanwhile, or is not possible in this state.'),
  TooLarge: problem('The body is too large.'),
  UnsupportedBody: problem('The body is not JSON.'),
  Invalid: problem('The input is not right; all faults at once.'),
  Unexpected: problem('Something went wrong inside; `instance` names it in the log.'),
  Unavailable: problem('The desk cannot do this at the moment.'),
}

export const problemSchema: Schema = {
  type: 'object',
  description: 'RFC 9457. `code` is stable; `type` leads to its page.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Address of the page about this code.' },
    title: { type: 'string', description: 'What kind of problem it is, in the language of the answer.' },
    status: { type: 'integer', description: 'That of the answer.' },
    detail: { type: 'string', description: 'What is wrong here and what to do, for people, in the language of the answer.' },
    code: { type: 'string', description: 'Such as `ticket.not_found`.' },
    instance: { type: 'string', format: 'uri', description: 'Names the incident in the desk’s log; of problems of ours only.' },
    params: { type: 'object', description: 'The values that stand in `detail`.' },
    errors: {
      type: 'array',
      description: 'Of an input: everything that is wrong with it.',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer into the input.' },
          code: { type: 'string', description: 'The keyword of JSON Schema that refused it, or `unknown_key`, `nul`, `half_character`.' },
          detail: { type: 'string', description: 'What is wrong with it, for people; goes on after the name of the value.' },
        },
      },
    },
    details: { description: 'What else the error has to say.' },
  },
}

type ResponseName = keyof typeof responses

/** The refusals that an operation can answer with, by status. */
export function refusals(facts: { readonly isCommand: boolean; readonly isPublic: boolean; readonly namesSomething: boolean }): Schema {
  const names: readonly (readonly [string, ResponseName, boolean])[] = [
    ['400', 'BadRequest', true],
    ['401', 'Unauthenticated', !facts.isPublic],
    ['403', 'Forbidden', true],
    ['404', 'NotFound', facts.namesSomething],
    ['409', 'Conflict', facts.isCommand],
    ['413', 'TooLarge', facts.isCommand],
    ['415', 'UnsupportedBody', facts.isCommand],
    ['422', 'Invalid', true],
    ['500', 'Unexpected', true],
    ['503', 'Unavailable', true],
  ]
  return Object.fromEntries(
    names.filter(([, , applies]) => applies).map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]),
  )
}
