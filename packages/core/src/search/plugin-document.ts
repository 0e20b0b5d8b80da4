import { coreError } from '../error/core-errors.ts'
import type { IndexedDocument } from '../operation/index-mark.ts'
import type { SearchDocument, Visibility } from '../plugin/plugin-spec.ts'
import { CUSTOMERS, companyToken, EVERYBODY, personToken, STAFF, teamToken } from './token.ts'

const LONGEST = 1_000_000
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A plugin's document in the words of the index. Throws `search.document_invalid`: plugins in plain JavaScript have no compiler. */
export function documentOf(
  plugin: string,
  kind: string,
  { title, text = '', internalText = '', visibleTo }: SearchDocument,
): IndexedDocument {
  const bad = (reason: string) => coreError('search.document_invalid', { plugin, kind, reason })
  for (const [name, value] of Object.entries({ title, text, internalText })) {
    if (typeof value !== 'string') throw bad(`${name} is no text`)
    if (value.length > LONGEST) throw bad(`${name} has more than ${LONGEST} characters`)
  }
  if (!Array.isArray(visibleTo)) throw bad('visibleTo is no list')
  const clean = (value: string) => value.toWellFormed().replaceAll('\u0000', ' ')
  const scope = visibleTo.map((one: Visibility) => {
    const token = tokenOf(one)
    if (token === undefined) throw bad("visibleTo has 'everybody', 'staff', 'customers', { team }, { company } and { person } with ids")
    return token
  })
  return { title: clean(title), text: clean(text), internalText: clean(internalText), scope: [...new Set(scope)] }
}

function tokenOf(one: Visibility): string | undefined {
  if (one === 'everybody') return EVERYBODY
  if (one === 'staff') return STAFF
  if (one === 'customers') return CUSTOMERS
  if (typeof one !== 'object' || one === null) return undefined
  const [[kind, id] = []] = Object.entries(one) as [string, unknown][]
  if (typeof id !== 'string' || !uuid.test(id)) return undefined
  switch (kind) {
    case 'team':
      return teamToken(id)
    case 'company':
      return companyToken(id)
    case 'person':
      return personToken(id)
    default:
      return undefined
  }
}
