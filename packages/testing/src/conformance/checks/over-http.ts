import { isDeepStrictEqual } from 'node:util'
import type { Check } from '../check.ts'
import { callAs } from '../exercise/call.ts'
import { requestAs } from '../exercise/request.ts'
import { type Finding, finding } from '../finding.ts'

/** What a query gives in the library it gives over HTTP: its input must fit into an address, its output into JSON. */
export const answersOverHttp: Check = {
  id: 'over_http',
  title: 'answers over HTTP what it answers in the library',
  async run(subject) {
    const { world, accepted } = await subject.exercised()
    const { test, players } = world
    const findings: Finding[] = []
    for (const { operation, acting, input } of accepted) {
      if (operation.spec.route === null || operation.spec.kind === 'command') continue
      const player = players[acting === 'staff' ? 'worker' : 'buyer']
      const inLibrary = await callAs(test, player, operation, input)
      const overHttp = await requestAs(test, player, operation, input)
      if (!inLibrary.ok) continue
      const bad = (what: string) => findings.push(finding(`http_differs ${operation.id}`, `'${operation.id}' ${what}`))
      if (!overHttp.ok)
        bad(
          `takes an input in the library that it refuses over HTTP, with ${overHttp.status} ${overHttp.code}: ${overHttp.message} Keep inputs of a GET flat.`,
        )
      else if (!isDeepStrictEqual(comparable(overHttp.output), comparable(jsonOf(inLibrary.output))))
        bad(
          'gives something else over HTTP than in the library. Let its output be what JSON can hold: no dates, no bigints, no undefined in lists.',
        )
    }
    return findings
  },
}

/** Two cursors to the same place need not be written alike. */
function comparable(output: unknown): unknown {
  if (typeof output !== 'object' || output === null || !('nextCursor' in output)) return output
  return { ...output, nextCursor: typeof output.nextCursor }
}

const jsonOf = (output: unknown): unknown => (typeof output === 'string' ? output : JSON.parse(JSON.stringify(output)))
