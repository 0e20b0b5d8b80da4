import { createDesk } from '@deskwright/core'
import { describe, expect, it } from 'vitest'
import { type Machine, pathTo } from './machine-path.ts'

const { machines } = createDesk({ database: 'sqlite::memory:', worker: false, identify: () => null })
const machineOf = (type: string): Machine => {
  const machine = machines.find(({ typeId }) => typeId === type)
  if (!machine) throw new TypeError(type)
  return machine
}
const commands = (type: string, status: string, more: object = {}) =>
  pathTo(machineOf(type), machineOf(type).initial, { status, ...more })?.map(({ command }) => command)

describe('the way to a status', () => {
  it('is the shortest one, by what solves and not by what gives up', () => {
    expect(commands('incident', 'new')).toEqual([])
    expect(commands('incident', 'waiting')).toEqual(['wait'])
    expect(commands('incident', 'resolved')).toEqual(['resolve'])
    expect(commands('incident', 'closed')).toEqual(['resolve', 'close'])
    expect(commands('change', 'closed')).toEqual(['start', 'approve', 'implement', 'resolve', 'close'])
  })

  it('says what the commands ask for, where somebody may say it', () => {
    expect(pathTo(machineOf('incident'), 'open', { status: 'waiting', waitingFor: 'third_party' })).toMatchObject([
      { input: { on: 'third_party' } },
    ])
    expect(pathTo(machineOf('incident'), 'open', { status: 'waiting', waitingFor: 'nonsense' })).toBeUndefined()
    expect(pathTo(machineOf('incident'), 'open', { status: 'resolved', resolution: 'workaround' })).toMatchObject([
      { input: { resolution: 'workaround' } },
    ])
    expect(pathTo(machineOf('incident'), 'open', { status: 'resolved', resolution: 'nonsense' })).toBeUndefined()
    expect(pathTo(machineOf('incident'), 'open', { status: 'no_such_status' })).toBeUndefined()
  })

  it('is there for every status of every type', () => {
    for (const machine of machines)
      for (const { name } of machine.statuses)
        expect(pathTo(machine, machine.initial, { status: name }), `${machine.typeId}/${name}`).toBeDefined()
  })
})
