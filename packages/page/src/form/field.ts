import type { Html } from '@deskwright/core'
import { attributes, html, type Part } from '../html.ts'

export interface Choice {
  readonly value: string
  readonly title: string
}
interface FieldBase {
  /** Of the form, and the id of the control. */
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  /** What is wrong with it, beside it. */
  readonly fault?: string | undefined
  readonly isRequired?: boolean
  /** Said beside the name where it need not be filled in. */
  readonly optionalWord?: string | undefined
  readonly value?: string | undefined
}
export type FieldOf =
  | (FieldBase & { readonly kind: 'line' | 'date' | 'search' | 'email'; readonly maxLength?: number; readonly autocomplete?: string })
  | (FieldBase & { readonly kind: 'text'; readonly maxLength?: number; readonly rows?: number })
  | (FieldBase & {
      readonly kind: 'number'
      readonly unit?: string | undefined
      readonly isWhole?: boolean
      readonly min?: number
      readonly max?: number
    })
  | (FieldBase & { readonly kind: 'choice'; readonly choices: readonly Choice[]; readonly emptyWord: string })
  | (FieldBase & { readonly kind: 'radios'; readonly choices: readonly Choice[] })
  | (FieldBase & { readonly kind: 'checks'; readonly choices: readonly Choice[]; readonly values: readonly string[] })
  | (FieldBase & { readonly kind: 'check' })
  | (FieldBase & { readonly kind: 'files' })

export const fieldId = (name: string): string => `f-${name.replace(/[^A-Za-z0-9_-]/g, '-')}`

/** A control with its name, a hint and what is wrong with it, tied together for whoever does not see them side by side. */
export function field(of: FieldOf): Html {
  const id = fieldId(of.name)
  const described = [of.hint && `${id}-hint`, of.fault && `${id}-fault`].filter(Boolean).join(' ')
  const common = attributes({
    id,
    name: of.name,
    'aria-describedby': described || null,
    'aria-invalid': of.fault === undefined ? null : 'true',
    required: of.isRequired === true && of.kind !== 'checks' && of.kind !== 'radios',
  })
  const around = html`${of.hint && html`<p class="dw-hint" id="${`${id}-hint`}">${of.hint}</p>`}${of.fault && html`<p class="dw-fault" id="${`${id}-fault`}">${of.fault}</p>`}`
  const optional = !of.isRequired && of.optionalWord !== undefined && html` <span class="dw-optional">${of.optionalWord}</span>`
  if (of.kind === 'check')
    return html`<div class="dw-field dw-check"><label for="${id}"><input type="checkbox" value="true" ${common} ${attributes({ checked: of.value === 'true' })}> <span>${of.label}</span></label>${around}</div>`
  if (of.kind === 'radios' || of.kind === 'checks') {
    const chosen = new Set(of.kind === 'checks' ? of.values : [of.value])
    return html`<fieldset class="dw-field dw-options" ${attributes({ id, 'aria-describedby': described || null })}><legend>${of.label}${optional}</legend>${around}${of.choices.map(
      (choice, index) =>
        html`<label><input ${attributes({
          type: of.kind === 'checks' ? 'checkbox' : 'radio',
          name: of.name,
          value: choice.value,
          checked: chosen.has(choice.value),
          required: of.kind === 'radios' && of.isRequired === true,
          id: index === 0 ? `${id}-first` : null,
        })}> <span dir="auto">${choice.title}</span></label>`,
    )}</fieldset>`
  }
  return html`<div class="dw-field"><label for="${id}">${of.label}${optional}</label>${around}${control(of, common)}</div>`
}

type Inline = Exclude<FieldOf, { readonly kind: 'check' | 'radios' | 'checks' }>

function control(of: Inline, common: ReturnType<typeof attributes>): Part {
  switch (of.kind) {
    case 'text':
      return html`<textarea dir="auto" ${common} ${attributes({ rows: of.rows ?? 6, maxlength: of.maxLength })}>
${of.value ?? ''}</textarea>`
    case 'choice':
      return html`<select ${common}><option value="">${of.emptyWord}</option>${of.choices.map((choice) => html`<option value="${choice.value}" ${attributes({ selected: choice.value === of.value })}>${choice.title}</option>`)}</select>`
    case 'files':
      return html`<input type="file" multiple ${common}>`
    case 'number':
      return html`<span class="dw-with-unit"><input type="number" inputmode="decimal" dir="ltr" ${common} ${attributes({ value: of.value, step: of.isWhole ? 1 : 'any', min: of.min, max: of.max })}>${of.unit !== undefined && html`<span class="dw-unit">${of.unit}</span>`}</span>`
    default:
      return html`<input ${attributes({ type: { line: 'text', date: 'date', search: 'search', email: 'email' }[of.kind] })} ${common} ${attributes(
        {
          value: of.value,
          maxlength: of.maxLength,
          autocomplete: of.autocomplete,
          dir: of.kind === 'date' || of.kind === 'email' ? 'ltr' : 'auto',
        },
      )}>`
  }
}
