import type { CommandSpec, FieldSpec, StatusSpec, TicketTypeExtension, TicketTypeSpec, Title } from '../machine/ticket-type.ts'

/** Gives the title that stands under a key, or the one that was declared. */
export type ChooseTitle = (key: string, declared: Title) => Title

/**
 * A ticket type with every title chosen anew: how catalogues reach types, statuses (`status:incident.open`, for customers
 * `status:incident.open:customer`), commands, fields, options, resolutions, reasons to wait and levels.
 */
export function withTitles<S extends TicketTypeSpec | TicketTypeExtension>(spec: S, choose: ChooseTitle): S {
  const id = 'extends' in spec ? spec.extends : spec.id
  const at = (kind: string, name: string) => `${kind}:${id}.${name}`
  const byCode = (kind: string, codes: Readonly<Record<string, Title>> | undefined) =>
    mapped(codes, (code, title) => choose(at(kind, code), title))
  const twofold = <T extends StatusSpec | CommandSpec>(kind: string, name: string, one: T): T => ({
    ...one,
    title: choose(at(kind, name), one.title),
    ...customerTitle(choose, `${at(kind, name)}:customer`, one),
  })
  const whole: Partial<TicketTypeSpec> = spec
  const matrix = whole.priority?.matrix
  return {
    ...spec,
    ...(whole.title === undefined ? {} : { title: choose(`type:${id}`, whole.title) }),
    ...(whole.statuses && { statuses: mapped(whole.statuses, (name, one) => twofold('status', name, one)) }),
    ...(whole.commands && { commands: mapped(whole.commands, (name, one) => twofold('command', name, one)) }),
    ...(whole.fields && { fields: mapped(whole.fields, (name, field) => fieldWithTitles(field, at('field', name), choose)) }),
    ...(whole.resolutions && { resolutions: byCode('resolution', whole.resolutions) }),
    ...(whole.waitingFor && { waitingFor: byCode('waiting_for', whole.waitingFor) }),
    ...(matrix && {
      priority: {
        ...whole.priority,
        matrix: { ...matrix, impacts: byCode('impact', matrix.impacts), urgencies: byCode('urgency', matrix.urgencies) },
      },
    }),
  }
}

const mapped = <T, R>(all: Readonly<Record<string, T>> | undefined, change: (name: string, one: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(all ?? {}).map(([name, one]) => [name, change(name, one)]))

/** Customers have a word of their own where the type gives one, or a catalogue does. */
function customerTitle(
  choose: ChooseTitle,
  key: string,
  { title, customerTitle: own }: StatusSpec | CommandSpec,
): { customerTitle?: Title } {
  const chosen = choose(key, own ?? title)
  return own === undefined && chosen === title ? {} : { customerTitle: chosen }
}

function fieldWithTitles(field: FieldSpec, key: string, choose: ChooseTitle): FieldSpec {
  const title = choose(key, field.title)
  if (field.kind !== 'choice') return { ...field, title }
  return { ...field, title, options: mapped(field.options, (code, text) => choose(`${key}.${code}`, text)) }
}
