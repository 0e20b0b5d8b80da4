import { coreError } from '../error/core-errors.ts'
import { listed } from '../machine/fault.ts'
import { titleIn } from '../machine/titles.ts'
import { isFor } from '../operation/audience.ts'
import { contextOf } from '../operation/context-of.ts'
import { type PlainSchema, plainSchema } from '../operation/plain-schema.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { FactTitles } from './fact-titles.ts'
import { commandForm, creationForm, type FormOf, updateForm } from './form-schema.ts'
import { machineFor } from './machine-for.ts'
import { FormOfType, FormView, type TypesContract } from './types-contract.ts'

const { query } = forContract<TypesContract>()

export const form = query({
  route: 'GET /types/:typeId/forms/:purpose',
  summary: 'The form for opening or changing a ticket of a type, or for one of its commands, as JSON Schema in the caller’s words.',
  permission: 'anyone',
  audience: 'both',
  input: FormOfType,
  output: FormView,
  run(work, { typeId, purpose, command: name }) {
    const context = contextOf(work)
    const machine = machineFor(context, typeId)
    const { languages, capacity } = context.actor
    const { acting } = capacity
    const titles = new FactTitles(machine, context.unit.runtime.composition.texts, languages, acting)
    const of: FormOf = { machine, acting, languages, titles }
    const typeTitle = titleIn(machine.title, languages)
    if (purpose === 'create') return { typeId, purpose, title: typeTitle, schema: { ...creationForm(of, inputOf(context, 'create')) } }
    if (purpose === 'update') return { typeId, purpose, title: typeTitle, schema: { ...updateForm(of, inputOf(context, 'update')) } }
    const command = name === undefined ? undefined : machine.command(name)
    if (!command || !isFor(command.audience, acting)) {
      const known = machine.commands.filter(({ audience }) => isFor(audience, acting)).map((one) => one.name)
      throw coreError('machine.unknown_command', { type: typeId, command: name ?? '', known: listed(known) })
    }
    const title = titleIn(acting === 'staff' ? command.title : command.customerTitle, languages)
    return { typeId, purpose, command: command.name, title, schema: { ...commandForm(of, plainSchema(command.input, acting)) } }
  },
})

/** The input of an operation as the caller's audience has it, with the parts of the installed plugins. Throws `access.wrong_capacity`. */
function inputOf({ unit, actor }: CallContext, method: 'create' | 'update'): PlainSchema {
  const operation = unit.runtime.composition.groups.get('tickets')?.get(method)
  const { acting } = actor.capacity
  if (!operation) throw new TypeError('core has these operations')
  if (!isFor(operation.spec.audience, acting)) throw coreError('access.wrong_capacity', { acting, audience: operation.spec.audience })
  return operation.input[acting].schema
}
