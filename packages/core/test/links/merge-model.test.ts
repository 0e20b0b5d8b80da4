import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { openCast, refusal } from '../access/cast.ts'
import { randomFrom } from '../attacks/generated-input.ts'
import { historyFaults, readHistory } from '../faults/history.ts'

const isFull = process.env['DESK_FULL'] === '1'
const STEPS = isFull ? 1500 : 90
const TICKETS = 6
const requesters = ['a1', 'a2', 'am'] as const

/** What merging means, without a database: a forest, messages that stay where they were written, and copies that merges alone give. */
class Model {
  readonly parent = new Map<string, string>()
  readonly messages = new Map<string, string[]>()
  readonly requester = new Map<string, string>()

  root(id: string): string {
    const parent = this.parent.get(id)
    return parent === undefined ? id : this.root(parent)
  }
  /** The tickets that a ticket shows: all of its tree for a root, itself for a part. */
  shown(id: string): string[] {
    return this.parent.has(id) ? [id] : [...this.messages.keys()].filter((one) => this.root(one) === id)
  }
  conversation(id: string): string[] {
    return this.shown(id)
      .flatMap((one) => this.messages.get(one) ?? [])
      .sort()
  }
  /** Everybody who asked for what is part of it, however it came there; those who ask for it itself are no copies. */
  copies(id: string): string[] {
    const below = (one: string): string[] => [...this.parent].flatMap(([child, parent]) => (parent === one ? [child, ...below(child)] : []))
    const own = this.requester.get(id)
    return [...new Set(below(id).map((one) => this.requester.get(one) ?? ''))].filter((person) => person !== own).sort()
  }
}

forEachDatabase((kind) => {
  describe('any sequence of merging, undoing and writing', () => {
    it(`leaves what a model of ${TICKETS} tickets says, over ${STEPS} steps`, { timeout: isFull ? 900_000 : 90_000 }, async () => {
      let now = Date.parse('2026-03-02T08:00:00.000Z')
      const cast = await openCast(kind, { clock: () => now })
      const random = randomFrom(kind.kind === 'sqlite' ? 7 : 11)
      const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
      const model = new Model()
      const asker = new Map<string, (typeof requesters)[number]>()
      for (let n = 0; n < TICKETS; n += 1) {
        const name = pick(requesters)
        const requesterId = cast.id[name]
        const { id } = await cast.as('ad').tickets.create({ subject: `T${n}`, requesterId, teamId: cast.net })
        asker.set(id, name)
        model.messages.set(id, [])
        model.requester.set(id, requesterId)
      }
      const ids = [...model.messages.keys()]
      const done = { merged: 0, undone: 0, redirected: 0, refused: 0 }

      const merge = async (ticketId: string, intoId: string) => {
        const root = model.root(intoId)
        const expected =
          ticketId === intoId
            ? 'merge.itself'
            : model.parent.has(ticketId)
              ? 'merge.source_closed'
              : root === ticketId
                ? 'merge.into_part'
                : 'none'
        expect(await refusal(cast.as('n1').tickets.merge({ ticketId, intoId }))).toBe(expected)
        if (expected !== 'none') done.refused += 1
        else {
          model.parent.set(ticketId, root)
          done.merged += 1
        }
      }
      const undo = async (ticketId: string) => {
        const expected = model.parent.has(ticketId) ? 'none' : 'merge.not_merged'
        expect(await refusal(cast.as('n1').tickets.unmerge({ ticketId }))).toBe(expected)
        if (model.parent.delete(ticketId)) done.undone += 1
      }
      const write = async (ticketId: string, body: string) => {
        const isMerged = model.parent.has(ticketId)
        const name = random() < 0.5 ? 'n1' : (asker.get(ticketId) ?? 'a1')
        if (name === 'n1' && isMerged) {
          expect(await refusal(cast.as('n1').tickets.reply({ ticketId, body }))).toBe('merge.source_closed')
          return
        }
        const { ticket, redirected } = await cast.as(name).tickets.reply({ ticketId, body })
        const root = model.root(ticketId)
        expect(ticket.id).toBe(root)
        expect(redirected?.because).toBe(isMerged ? 'merged' : undefined)
        if (isMerged) done.redirected += 1
        model.messages.get(root)?.push(body)
      }
      const check = async (id: string) => {
        const parent = model.parent.get(id)
        const view = await cast.as('n1').tickets.get({ ticketId: id })
        expect(view.mergedInto?.id).toBe(parent === undefined ? undefined : model.root(id))
        expect(view.status === 'merged').toBe(parent !== undefined)
        const bodies: string[] = []
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const page = await cast.as('n1').tickets.messages({ ticketId: id, limit: 200, ...(cursor ? { cursor } : {}) })
          bodies.push(...page.items.map(({ body }) => body))
          cursor = page.nextCursor
        }
        expect(bodies).toEqual(model.conversation(id))
        const timeline = await cast.as('n1').tickets.timeline({ ticketId: id, limit: 200 })
        expect(timeline.items.flatMap(({ message }) => message?.body ?? []).slice(0, 200)).toEqual(
          timeline.nextCursor === null ? model.conversation(id) : expect.any(Array),
        )
        const { items: people } = await cast.as('ad').tickets.participants({ ticketId: id })
        expect(people.map(({ person }) => person.id).sort()).toEqual(model.copies(id))
      }

      for (let step = 0; step < STEPS; step += 1) {
        now += 1000
        const [a, b] = [pick(ids), pick(ids)]
        const chance = random()
        if (chance < 0.35) await merge(a, b)
        else if (chance < 0.6) await undo(a)
        else await write(a, `message ${String(step).padStart(6, '0')}`)
        await check(a)
        await check(model.root(b))
      }
      for (const id of ids) await check(id)
      // Nothing was written twice or lost, whatever was moved around.
      const history = await readHistory(cast.desk)
      expect(history.messages.map(({ body }) => body).sort()).toEqual([...model.messages.values()].flat().sort())
      expect(historyFaults(cast.desk, history)).toEqual([])
      expect((await cast.desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
      console.log(`${kind.kind}: ${JSON.stringify(done)}`)
      for (const count of Object.values(done)) expect(count).toBeGreaterThan(3)
    })
  })
})
