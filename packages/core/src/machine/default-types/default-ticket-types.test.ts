import { describe, expect, it } from 'vitest'
import { buildMachines } from '../machines.ts'
import type { Titles } from '../ticket-type.ts'
import { tombstones } from '../tombstone.ts'
import { defaultTicketTypes } from './default-ticket-types.ts'

const permissions = new Set(
  ['start', 'wait', 'resolve', 'close', 'reopen', 'reopen_closed', 'cancel', 'approve'].map((name) => `ticket.${name}`),
)
const machines = buildMachines(
  defaultTicketTypes.map((spec) => ({ owner: 'core', spec })),
  { permissions },
)

describe('default ticket types', () => {
  it('are the six of domain.md', () => {
    expect(machines.all.map(({ typeId }) => typeId)).toEqual(['question', 'incident', 'service_request', 'problem', 'change', 'complaint'])
  })

  it('speak six languages in every title', () => {
    const titles: [string, Titles][] = Object.entries(tombstones).map(([name, { title }]) => [name, title])
    for (const machine of machines.all) {
      titles.push([machine.typeId, machine.title])
      for (const part of [...machine.statuses, ...machine.commands])
        titles.push([`${machine.typeId}.${part.name}`, part.title], [`${machine.typeId}.${part.name}`, part.customerTitle])
      for (const field of machine.fields) titles.push([`${machine.typeId}.${field.name}`, field.title])
      for (const codes of [machine.resolutions, machine.waitingFor]) titles.push(...Object.entries(codes))
      const { impacts = {}, urgencies = {} } = machine.priority.matrix ?? {}
      for (const levels of [impacts, urgencies])
        for (const [code, title] of Object.entries(levels)) titles.push([code, typeof title === 'string' ? { en: title } : title])
    }
    expect(titles.length).toBeGreaterThan(150)
    for (const [name, title] of titles) expect(Object.keys(title).sort(), name).toEqual(['en', 'fa', 'he', 'it', 'ja', 'ru'])
  })

  it('write each language in its own script', () => {
    const scripts: Record<string, RegExp> = {
      he: /\p{Script=Hebrew}/u,
      fa: /\p{Script=Arabic}/u,
      ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
      ru: /\p{Script=Cyrillic}/u,
      en: /[a-z]/i,
      it: /[a-z]/i,
    }
    for (const machine of machines.all)
      for (const { title, customerTitle } of [...machine.statuses, ...machine.commands])
        for (const [language, script] of Object.entries(scripts)) {
          expect(title[language]).toMatch(script)
          expect(customerTitle[language]).toMatch(script)
        }
  })

  for (const machine of machines.all)
    it(`let ${machine.typeId} live by the common commands`, () => {
      const arrow = (status: string | undefined, command: string) => machine.transition(status ?? '', command)
      const start = arrow(machine.initial, 'start')
      expect(start).toMatchObject({ fromCategory: 'new', toCategory: 'open' })
      for (const status of machine.statuses) {
        const on = (command: string) => arrow(status.name, command)
        if (status.category === 'open') expect(on('wait')?.toCategory).toBe('waiting')
        // A wait goes back where it came from, so that no stage is skipped by waiting.
        if (status.category === 'open') expect(arrow(on('wait')?.to, 'resume')?.to).toBe(status.name)
        if (status.category === 'waiting') expect(on('wait')?.to).toBe(status.name)
        if (status.category === 'resolved') expect([on('reopen')?.toCategory, on('close')?.toCategory]).toEqual(['open', 'closed'])
        expect(on('reopen_closed')?.toCategory).toBe(status.category === 'closed' ? 'open' : undefined)
      }
      expect(arrow(machine.initial, 'cancel')).toMatchObject({
        toCategory: 'closed',
        command: { customerUntil: 'started', effects: { resolution: 'cancelled' } },
      })
      const offered = machine.command('resolve')?.input.properties['resolution']
      const codes = offered && 'enum' in offered && Array.isArray(offered.enum) ? offered.enum : []
      expect(codes).toContain('solved')
      expect(codes).not.toContain('cancelled')
      for (const code of codes) expect(machine.resolutions).toHaveProperty(code)
      expect(machine.command('reopen')?.input.required).toEqual(['reason'])
    })

  it('lead a change to its implementation through approval only', () => {
    const change = machines.get('change')
    const without = new Set([change.initial])
    for (const status of without) for (const { command, to } of change.commandsFrom(status)) if (command.name !== 'approve') without.add(to)
    expect([...without].sort()).toEqual(['closed', 'new', 'planned', 'waiting'])
    expect(change.command('approve')?.permission).toBe('ticket.approve')
  })

  it('let customers do little, and never leave what is closed', () => {
    for (const machine of machines.all) {
      const theirs = machine.commands.filter(({ audience }) => audience !== 'staff').map(({ name }) => name)
      expect(theirs).toEqual(['close', 'reopen', 'cancel'])
    }
  })
})
