import { coreError } from '../error/core-errors.ts'
import { type DeskError, isDeskError } from '../error/desk-error.ts'
import { errorTitle } from '../error/error-title.ts'
import type { InputFault } from '../operation/input-check.ts'
import type { TextBook } from '../text/text-book.ts'
import { jsonAnswer, type WrittenAnswer } from './answer.ts'

/** RFC 9457, with a stable `code`. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  /** Of what went wrong inside: the same id stands in the log. */
  readonly instance?: string
  /** The values that stand in `detail`. */
  readonly params?: DeskError['params']
  /** All faults of an input at once. */
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[]
  /** What else the error has to say, for instance the gates that hold. */
  readonly details?: unknown
}

export interface Refusal {
  readonly problem: Problem
  readonly headers: Readonly<Record<string, string>>
  /** Whether the operator should hear of it: not of what a caller did wrong. */
  readonly isOurs: boolean
  /** Of ours: names it in the log. */
  readonly incident: string | undefined
}

/** Where the pages of errors are, and for whom to tell them. */
export interface Telling {
  readonly docsUrl: string
  readonly newId: () => string
  readonly texts: TextBook
  /** A `chain` of the reader's languages. */
  readonly languages: readonly string[]
}

/**
 * What a caller may see of an error. An error of the caller is told with everything it has; of one of ours (5xx) nothing from inside is
 * told: an uncoded or coded 500 is `http.unexpected`, the others keep their code, and their sentence where it carries no values.
 */
export function refusalOf(error: unknown, { docsUrl, newId, texts, languages }: Telling): Refusal {
  const known = isDeskError(error) && Number.isInteger(error.status) && error.status >= 400 && error.status < 600 ? error : undefined
  const isHidden = !known || (known.status === 500 && !known.code.startsWith('http.'))
  const shown = isHidden ? coreError('http.unexpected') : known
  const { code, status, params, details } = shown
  const isOurs = status >= 500 && status !== 501
  const incident = isOurs ? newId() : undefined
  const hasParams = Object.keys(params).length > 0
  const told = toldIn(shown, isOurs && hasParams, texts, languages)
  const problem: Problem = {
    type: `${docsUrl}/errors/${code}`,
    title: told.title,
    status,
    detail: told.detail,
    code,
    ...(incident !== undefined && { instance: `urn:uuid:${incident}` }),
    // the faults of an input are one text for people in `detail`; for programs they are `errors`
    ...(!isOurs && hasParams && code !== 'input.invalid' && { params }),
    ...(!isOurs && details !== undefined && detailsOf(details, (fault) => texts.fault(fault, told.language))),
  }
  return { problem, headers: { ...headersOf(shown), 'content-language': told.language }, isOurs, incident }
}

/**
 * Title and sentence, both in one language: that of the sentence. The title of a code is its words in English; elsewhere it says what the
 * status means. What carries values from inside is told without them.
 */
function toldIn(error: DeskError, isBare: boolean, texts: TextBook, languages: readonly string[]) {
  const sentence = isBare
    ? { text: texts.text('core.problem.busy', {}, languages), language: texts.languageOf('core.problem.busy', languages) }
    : texts.error(error, languages)
  const titleKey = `core.problem.${error.status}`
  const { language } = sentence
  const title = language === 'en' || !texts.has(titleKey, language) ? errorTitle(error.code) : texts.text(titleKey, {}, [language])
  return { title, detail: sentence.text, language }
}

export function problemAnswer({ problem, headers }: Refusal): WrittenAnswer {
  return jsonAnswer(problem, problem.status, { ...headers, 'content-type': 'application/problem+json' })
}

function detailsOf(details: unknown, tell: (fault: InputFault) => string): Pick<Problem, 'errors' | 'details'> {
  const faults = typeof details === 'object' && details !== null && 'faults' in details ? details.faults : undefined
  if (!Array.isArray(faults)) return { details }
  return { errors: (faults as readonly InputFault[]).map((fault) => ({ pointer: fault.pointer, code: fault.code, detail: tell(fault) })) }
}

function headersOf({ status, code, params, retryable }: DeskError): Record<string, string> {
  return {
    // RFC 9110 asks for a challenge; this one opens no window in browsers
    ...(status === 401 && { 'www-authenticate': 'Bearer realm="desk"' }),
    ...(code === 'http.method_not_allowed' && { allow: String(params.allowed) }),
    ...(code === 'http.range_unsatisfiable' && { 'content-range': `bytes */${String(params.size)}` }),
    ...(code === 'http.too_many' && { 'retry-after': String(params.seconds) }),
    ...(retryable && { 'retry-after': '1' }),
  }
}
