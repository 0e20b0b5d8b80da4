import { priorities } from '../machine/category.ts'
import type { Title } from '../machine/ticket-type.ts'
import { titleIn, titlesOf } from '../machine/titles.ts'
import { contextOf } from '../operation/context-of.ts'
import { plainSchema } from '../operation/plain-schema.ts'
import { forContract } from '../plugin/kit.ts'
import { FactTitles } from './fact-titles.ts'
import { fieldSchema } from './field-schema.ts'
import { machineFor, machinesFor } from './machine-for.ts'
import { TicketTypeById, TicketTypeList, TicketTypeView, type TypesContract } from './types-contract.ts'

const { query } = forContract<TypesContract>()

export const listTypes = query({
  route: 'GET /types',
  summary: 'The ticket types that the caller may open or meet.',
  permission: 'anyone',
  audience: 'both',
  output: TicketTypeList,
  run(work) {
    const context = contextOf(work)
    return {
      items: machinesFor(context).map((machine) => ({ id: machine.typeId, title: titleIn(machine.title, context.actor.languages) })),
    }
  },
})

export const getType = query({
  route: 'GET /types/:typeId',
  summary: 'One ticket type: statuses, commands, fields, and its picture as Mermaid.',
  permission: 'anyone',
  audience: 'both',
  input: TicketTypeById,
  output: TicketTypeView,
  run(work, { typeId }) {
    const context = contextOf(work)
    const machine = machineFor(context, typeId)
    const { languages, capacity } = context.actor
    const { acting } = capacity
    const isStaff = acting === 'staff'
    const titles = new FactTitles(machine, context.unit.runtime.composition.texts, languages, acting)
    const commands = machine.commands.filter(({ audience }) => audience === 'both' || audience === acting)
    return {
      id: machine.typeId,
      title: titleIn(machine.title, languages),
      // Customers read their own words; the moves inside the house are not theirs to see.
      statuses: machine.statuses.map((status) => ({
        id: isStaff ? status.name : status.category,
        title: titleIn(isStaff ? status.title : status.customerTitle, languages),
        category: status.category,
      })),
      commands: commands.map((command) => {
        const moves = machine.transitions.filter((transition) => transition.command === command)
        return {
          id: command.name,
          title: titleIn(isStaff ? command.title : command.customerTitle, languages),
          from: [...new Set(moves.map((move) => (isStaff ? move.from : move.fromCategory)))],
          to: [...new Set(moves.map((move) => (isStaff ? move.to : move.toCategory)))].join(' | '),
          permission: command.permission,
          input: { ...plainSchema(command.input, acting) },
        }
      }),
      priorities: priorities.map((priority) => ({ id: priority, title: titles.value('priority', priority) ?? priority })),
      resolutions: titled(machine.resolutions, languages),
      waitingFor: titled(machine.waitingFor, languages),
      impacts: titled(machine.priority.matrix?.impacts, languages),
      urgencies: titled(machine.priority.matrix?.urgencies, languages),
      fields: { ...fieldSchema(machine, acting, languages, 'create') },
      mermaid: isStaff ? machine.toMermaid(languages) : '',
    }
  },
})

const titled = (codes: Readonly<Record<string, Title>> = {}, languages: readonly string[]) =>
  Object.entries(codes).map(([id, title]) => ({ id, title: titleIn(titlesOf(title), languages) }))
