import { balanced, isolate } from '../text/isolate.ts'
import { directionOf } from '../text/language.ts'

/** A piece of a template: text as it stands, or the name of a value. */
export type TemplatePart = { readonly text: string } | { readonly name: string }

/** What is wrong with a template, at which character. */
export interface TemplateFault {
  readonly at: number
  readonly message: string
}

/** `ticket.number`, `fields.serial_number`: words joined by points. Nothing else is looked at, so nothing else can be done. */
const placeholder = /^\{\{[ \t]*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)[ \t]*\}\}/

/** Reads `Hello {{requester.name}}`; `\{{` stands for the two braces themselves. There are no loops, conditions, helpers or code. */
export function readTemplate(template: string): { readonly parts: readonly TemplatePart[]; readonly faults: readonly TemplateFault[] } {
  const parts: TemplatePart[] = []
  const faults: TemplateFault[] = []
  let text = ''
  let at = 0
  while (at < template.length) {
    const next = template.indexOf('{{', at)
    if (next === -1) break
    if (template[next - 1] === '\\' && next > at) {
      text += `${template.slice(at, next - 1)}{{`
      at = next + 2
      continue
    }
    text += template.slice(at, next)
    // A name has at most 100 characters, so what is looked at stays short whatever the template is.
    const found = placeholder.exec(template.slice(next, next + 120))
    if (!found?.[1]) {
      faults.push({ at: next, message: 'begins no placeholder: write {{ticket.number}}, or \\{{ for the braces themselves' })
      at = next + 2
      continue
    }
    if (text) parts.push({ text })
    text = ''
    parts.push({ name: found[1] })
    at = next + found[0].length
  }
  text += template.slice(at)
  if (text) parts.push({ text })
  return { parts, faults }
}

/** Names that a template asks for. */
export const namesIn = (parts: readonly TemplatePart[]): string[] => [
  ...new Set(parts.flatMap((part) => ('name' in part ? part.name : []))),
]

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const marks = /[\u202a-\u202e\u2066-\u2069]/

/**
 * The text with its values, each put in once and never read again: braces in a customer's name stay braces. In a sentence of the other
 * direction a value is isolated, line by line, so that it turns nothing around.
 */
export function renderTemplate(parts: readonly TemplatePart[], valueFor: (name: string) => string, language: string): string {
  const isTurned = directionOf(language) === 'rtl'
  const inserted = (value: string) =>
    isTurned || rightToLeft.test(value) || marks.test(value)
      ? value
          .split('\n')
          .map((line) => (line ? isolate(line) : line))
          .join('\n')
      : balanced(value)
  return parts.map((part) => ('text' in part ? part.text : inserted(valueFor(part.name)))).join('')
}
