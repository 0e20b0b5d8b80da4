import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { everyTable } from './every-table.ts'
import { InputGenerator, type Pools, poolsOf, randomFrom } from './generated-input.ts'
import { requestOf } from './request-of.ts'
import { type Answer, type Name, openScene, type Plain, type Scene } from './scene.ts'

const nobody = '01900000-0000-7000-8000-00000000beef'
const isFull = process.env['DESK_FULL'] === '1'
const TRIES = isFull ? 40 : 2

type Kind = 'ticket' | 'person' | 'company' | 'team' | 'grant' | 'macro' | 'catalogue'
const ownNames: readonly string[] = ['ticket', 'company', 'team', 'grant', 'macro', 'catalogue'] satisfies Kind[]
const kindOf = (key: string): Kind | undefined => {
  const name = /^(ticket|person|requester|assignee|cc|follower|company|team|grant|macro|catalogue)Ids?$/.exec(key)?.[1]
  if (name === undefined) return undefined
  return ownNames.includes(name) ? (name as Kind) : 'person'
}

/** What somebody got, with the ids in question taken out: nothing else may tell two answers apart. */
const told = ({ status, code, body, text }: Answer, id: string): string =>
  JSON.stringify({ status, code, body, length: text.length })
    .replaceAll(id, 'ID')
    .replaceAll(/"(instance|at|createdAt|updatedAt)":"[^"]*"/g, '')

forEachDatabase((kind) => {
  describe('what somebody may not see', () => {
    let scene: Scene
    let pools: Pools
    const hidden: Record<string, Partial<Record<Kind, readonly string[]>>> = {}
    beforeAll(async () => {
      scene = await openScene(kind)
      pools = await poolsOf(scene)
      const { id, t1, t2, t3, acme, beta, net, fin } = scene
      const grants = (await scene.desk.as({ externalId: 'ad' }).access.grants({ limit: 200 })).items
      const grantsOf = (...names: Name[]) =>
        grants.filter(({ person }) => names.some((name) => id[name] === person.id)).map((grant) => grant.id)
      const house = [id.ad, id.n1, id.n2, id.f1]
      const noTeams = { team: [net, fin], grant: grantsOf('ad', 'n1', 'b1') }
      Object.assign(hidden, {
        a1: {
          catalogue: [scene.entryOfBeta, scene.entryOfStaff],
          ticket: [t2, t3],
          person: [...house, id.b1, id.x1],
          company: [beta],
          ...noTeams,
        },
        am: { ticket: [t2], person: [...house, id.b1, id.x1], company: [beta], ...noTeams },
        b1: { catalogue: [scene.entryOfStaff], ticket: [t1, t3], person: [...house, id.a1, id.am, id.x1], company: [acme], ...noTeams },
        x1: { ticket: [t1, t2, t3], person: [...house, id.a1, id.b1], company: [acme, beta], ...noTeams },
        n1: { macro: [scene.macroOfFin], ticket: [t3], grant: grantsOf('ad', 'f1') },
        f1: { ticket: [t1, t2], grant: grantsOf('ad', 'n1') },
      } satisfies Record<string, Partial<Record<Kind, readonly string[]>>>)
    })
    afterAll(() => scene.close())

    it('is answered by every operation, wherever an input can name it, as what is not there, and nothing happens', {
      timeout: isFull ? 900_000 : 90_000,
    }, async () => {
      const generator = new InputGenerator(randomFrom(11), pools)
      // On PostgreSQL events get their place after the commit: the first stream that is asked would have them as news, and the second not.
      await scene.desk.tick()
      const before = await everyTable(scene.desk)
      let compared = 0
      let missing = 0
      const both = async (
        name: Name,
        input: (id: string) => Plain,
        ids: readonly [string, string],
        ask: (input: Plain) => Promise<Answer>,
        what: string,
      ) => {
        const [unseen, absent] = ids
        const answer = await ask(input(unseen))
        expect(told(answer, unseen), `${name} ${what}`).toBe(told(await ask(input(absent)), absent))
        compared += 1
        if (answer.status === 404) missing += 1
      }
      for (const operation of scene.desk.operations)
        for (const key of Object.keys(operation.spec.input.properties ?? {})) {
          const wanted = kindOf(key)
          if (!wanted) continue
          for (const name of Object.keys(hidden) as Name[])
            for (const unseen of hidden[name]?.[wanted] ?? [])
              for (let n = 0; n < TRIES; n += 1) {
                const filled = generator.input(operation.spec.input)
                const isList = key.endsWith('Ids')
                // Also where chance has put the same id in another place of the input.
                const swapped = (id: string): Plain => JSON.parse(JSON.stringify(filled).replaceAll(unseen, id)) as Plain
                const input = (id: string): Plain => ({ ...swapped(id), [key]: isList ? [id] : id })
                const isByHttp = n % 2 === 1
                await both(
                  name,
                  input,
                  [unseen, nobody],
                  async (asked) => {
                    const request = isByHttp ? requestOf(operation, asked) : undefined
                    return request ? scene.fetch(name, request.target, request.body) : scene.answer(name, operation.id, asked)
                  },
                  `${operation.id} ${key} ${JSON.stringify(filled)}`,
                )
              }
        }
      expect(await everyTable(scene.desk)).toEqual(before)
      await scene.expectSound()
      console.log(`${kind.kind}: ${compared} pairs of answers, ${missing} × 404`)
      expect(missing).toBeGreaterThan(compared / 10)
    })

    it('cannot be named by a value of a custom field either', async () => {
      for (const [field, ids] of [
        ['seen_by', [scene.t1, nobody]],
        ['who', [scene.id.a1, nobody]],
        ['whose', [scene.acme, nobody]],
        ['where', [scene.net, nobody]],
      ] as const) {
        const answers = []
        for (const id of ids)
          answers.push(told(await scene.answer('b1', 'tickets.create', { type: 'fault', subject: 'Mine', fields: { [field]: id } }), id))
        expect(answers[0], field).toBe(answers[1])
        expect(answers[0], field).toContain('"status":404')
      }
      await scene.expectSound()
    })

    it('is in no list, however it is filtered and sorted', async () => {
      const { t1, t3, id, acme, net } = scene
      for (const filter of [
        {},
        { companyId: acme },
        { requesterId: id.a1 },
        { sort: 'updated', order: 'oldest' },
        { sort: 'priority' },
        { open: true },
        { category: ['new', 'open', 'waiting', 'resolved', 'closed'] },
        { type: ['fault'] },
        { createdFrom: '2000-01-01T00:00:00.000Z' },
      ])
        for (const limit of [1, 200]) {
          const { text } = await scene.answer('b1', 'tickets.list', { ...filter, limit })
          for (const secret of [t1, t3]) expect(text).not.toContain(secret)
        }
      expect((await scene.call('f1', 'tickets.list', { teamId: net }))['items']).toEqual([])
      expect((await scene.call('n1', 'tickets.list', { requesterId: id.a2 }))['items']).toEqual([])
      await scene.expectSound()
    })
  })
})
