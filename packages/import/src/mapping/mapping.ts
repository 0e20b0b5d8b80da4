import type { Priority } from '@deskwright/core'
import type { SourceKind } from '../source/readers.ts'
import type { SourceTicket } from '../source/shapes.ts'
import { defaults } from './defaults.ts'
import { fieldValue, type Scalar } from './field-value.ts'
import { type Machine, pathTo, type StatusGoal } from './machine-path.ts'
import type { MapFile } from './map-file.ts'

/** A value of the other desk of which nothing is said. */
export interface Unknown {
  readonly what: string
  readonly value: string
}
/** A ticket in the words of this desk. */
export interface MappedTicket {
  readonly machine: Machine
  readonly goal: StatusGoal
  readonly priority: Priority | undefined
  /** Undefined: the type's own. */
  readonly teamId: string | undefined
  readonly fields: Readonly<Record<string, Scalar>>
}
export type Mapped =
  | { readonly ticket: MappedTicket; readonly unknown: readonly Unknown[] }
  /** Left out on purpose, or nothing can be made of it without an answer. */
  | { readonly ticket: null; readonly why: 'left_out' | 'unknown'; readonly unknown: readonly Unknown[] }

export interface Team {
  readonly id: string
  readonly key: string
  readonly title: string
}

const own = <T>(words: Readonly<Record<string, T>> | undefined, value: string): T | undefined => {
  if (!words) return undefined
  if (Object.hasOwn(words, value)) return words[value]
  return Object.hasOwn(words, '*') ? words['*'] : undefined
}

/** The mapping file, read against the desk that it is for. */
export class Mapping {
  readonly #kind: SourceKind
  readonly #map: MapFile
  readonly #machines: ReadonlyMap<string, Machine>
  readonly #first: Machine
  readonly #teams: readonly Team[]
  readonly #goals = new Map<string, StatusGoal | null | undefined>()

  constructor(kind: SourceKind, map: MapFile, machines: readonly Machine[], teams: readonly Team[]) {
    const [first] = machines
    if (!first) throw new TypeError('The desk has no ticket types.')
    this.#kind = kind
    this.#map = map
    this.#machines = new Map(machines.map((machine) => [machine.typeId, machine]))
    this.#first = this.#machines.get('question') ?? first
    this.#teams = teams
  }

  /** What the file names and the desk does not have, before a ticket is looked at. */
  faults(): string[] {
    const { types = {}, statuses = {}, statusesOf = {}, teams = {}, fields = {}, numberField } = this.#map
    const known = [...this.#machines.values()]
    const faults: string[] = []
    for (const [value, type] of Object.entries(types))
      if (type !== null && !this.#machines.has(type)) faults.push(`types: '${value}' leads to '${type}', and there is no such type`)
    for (const [value, key] of Object.entries(teams))
      if (key !== null && !this.#teams.some((team) => team.key === key))
        faults.push(`teams: '${value}' leads to '${key}', and there is no such team`)
    const isField = (name: string): boolean => known.some((machine) => machine.fields.some((field) => field.name === name))
    for (const [value, target] of Object.entries(fields)) {
      const name = typeof target === 'string' ? target : target?.field
      if (name !== undefined && !isField(name)) faults.push(`fields: '${value}' leads to '${name}', and no type has such a field`)
    }
    if (numberField !== undefined && !isField(numberField)) faults.push(`numberField: no type has a field '${numberField}'`)
    const used = new Set([this.#first, ...Object.values(types).flatMap((type) => (type === null ? [] : (this.#machines.get(type) ?? [])))])
    for (const [type, words] of Object.entries(statusesOf)) {
      const machine = this.#machines.get(type)
      if (!machine) faults.push(`statusesOf: there is no type '${type}'`)
      else for (const value of Object.keys(words)) faults.push(...this.#statusFaults(machine, value, `statusesOf/${type}`))
    }
    for (const value of Object.keys(statuses))
      for (const machine of used)
        if (own(statusesOf[machine.typeId], value) === undefined) faults.push(...this.#statusFaults(machine, value, 'statuses'))
    return faults
  }

  #statusFaults(machine: Machine, value: string, place: string): string[] {
    return this.#goal(machine, value) === undefined
      ? [`${place}: '${value}' leads to no status that a ticket of the type '${machine.typeId}' can get to`]
      : []
  }

  of(ticket: SourceTicket, wordOf: (of: 'team' | 'status' | 'priority', id: string) => string): Mapped {
    const unknown: Unknown[] = []
    const machine = this.#machineOf(ticket.type)
    const status = wordOf('status', ticket.status)
    if (machine === null) return { ticket: null, why: 'left_out', unknown }
    if (machine === undefined) unknown.push({ what: 'type', value: ticket.type })
    const goal = this.#goal(machine ?? this.#first, status)
    if (goal === null || ticket.isDeleted) return { ticket: null, why: 'left_out', unknown: [] }
    if (goal === undefined) unknown.push({ what: machine ? `status of '${machine.typeId}'` : 'status', value: status })
    const priority = this.#priorityOf(wordOf('priority', ticket.priority), unknown)
    const teamId = this.#teamOf(ticket.team, wordOf('team', ticket.team), unknown)
    const fields = this.#fieldsOf(machine ?? this.#first, ticket, unknown)
    if (!machine || !goal) return { ticket: null, why: 'unknown', unknown }
    return { ticket: { machine, goal, priority, teamId, fields }, unknown }
  }

  #machineOf(type: string): Machine | null | undefined {
    const said = own(this.#map.types, type)
    if (said !== undefined) return said === null ? null : this.#machines.get(said)
    return type === '' ? this.#first : this.#machines.get(type.toLowerCase().replaceAll(/[\s-]+/g, '_'))
  }

  #goal(machine: Machine, status: string): StatusGoal | null | undefined {
    const key = `${machine.typeId}/${status}`
    if (!this.#goals.has(key)) this.#goals.set(key, this.#findGoal(machine, status))
    return this.#goals.get(key)
  }

  #findGoal(machine: Machine, status: string): StatusGoal | null | undefined {
    const said = own(this.#map.statusesOf?.[machine.typeId], status) ?? own(this.#map.statuses, status)
    const isReached = (goal: StatusGoal): boolean => pathTo(machine, machine.initial, goal) !== undefined
    if (said === null) return null
    if (said !== undefined) {
      const goal: StatusGoal = typeof said === 'string' ? { status: said } : said
      return isReached(goal) ? goal : undefined
    }
    const usual = own(defaults[this.#kind].statuses, status)
    if (!usual) return usual
    const { category, waitingFor } = usual
    const goals = machine.statuses
      .filter((one) => one.category === category)
      .map(
        ({ name }): StatusGoal => ({
          status: name,
          ...(waitingFor !== undefined && Object.hasOwn(machine.waitingFor, waitingFor) ? { waitingFor } : {}),
        }),
      )
    return goals.find(isReached)
  }

  #priorityOf(value: string, unknown: Unknown[]): Priority | undefined {
    const said = own(this.#map.priorities, value)
    if (said !== undefined) return said ?? undefined
    const usual = own(defaults[this.#kind].priorities, value)
    if (usual === undefined && value !== '') unknown.push({ what: 'priority', value })
    return usual
  }

  #teamOf(id: string, name: string, unknown: Unknown[]): string | undefined {
    if (id === '') return undefined
    const { teams } = this.#map
    const said = teams && (Object.hasOwn(teams, name) ? teams[name] : own(teams, id))
    if (said === null) return undefined
    const found = this.#teams.find(({ key, title }) => (said === undefined ? title === name || key === name : key === said))
    if (!found) unknown.push({ what: 'team', value: name })
    return found?.id
  }

  #fieldsOf(machine: Machine, ticket: SourceTicket, unknown: Unknown[]): Record<string, Scalar> {
    const fields: Record<string, Scalar> = {}
    const { fields: targets = {}, numberField } = this.#map
    for (const [name, value] of Object.entries(ticket.fields)) {
      const target = own(targets, name)
      if (target === null) continue
      if (target === undefined) {
        unknown.push({ what: 'field', value: name })
        continue
      }
      const { field, values } = typeof target === 'string' ? { field: target, values: undefined } : target
      const spec = machine.fields.find((one) => one.name === field)?.spec
      const word = String(value)
      const said = values && Object.hasOwn(values, word) ? values[word] : undefined
      if (said === null) continue
      const fitting = spec && fieldValue(spec, said ?? value)
      if (fitting === undefined)
        unknown.push({ what: spec ? `value of '${name}'` : `field '${field}' of '${machine.typeId}'`, value: word.slice(0, 100) })
      else fields[field] = fitting
    }
    if (numberField !== undefined) {
      const spec = machine.fields.find((one) => one.name === numberField)?.spec
      const number = spec && fieldValue(spec, ticket.number)
      if (number !== undefined) fields[numberField] = number
    }
    return fields
  }
}
