import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { AsOptions } from '../../src/operation/caller.ts'
import type { CallerFacts } from '../../src/operation/caller-facts.ts'
import { openScripted } from './scripted-desk.ts'

forEachDatabase((kind) => {
  describe('what a plugin hears of its caller', () => {
    it('is where they stand in the capacity of the call, and nothing of the other one', async () => {
      const { desk, script, ad } = await openScripted(kind, { language: 'he', identify: () => null })
      let caller: CallerFacts | undefined
      let held: readonly boolean[] = []
      const net = (await ad().teams.create({ key: 'net', title: 'Network' })).id
      const fin = (await ad().teams.create({ key: 'fin', title: 'Finance' })).id
      const acme = (await ad().companies.create({ name: 'ACME' })).id
      const beta = (await ad().companies.create({ name: 'BETA' })).id
      script.hello = async (work) => {
        caller = work.caller
        held = [
          work.holds('ticket.read'),
          work.holds('ticket.read', 'everywhere'),
          work.holds('ticket.read', { team: net }),
          work.holds('ticket.read', { team: fin }),
          work.holds('person.read', { company: acme }),
          work.holds('person.read', { company: beta }),
        ]
        return ''
      }
      const { id } = await ad().people.create({ name: 'Nia', externalId: 'nia', language: 'pt-br' })
      await ad().companies.saveMember({ companyId: acme, personId: id })
      await ad().access.grant({ personId: id, roleId: 'agent', scope: 'team', scopeId: net })
      await ad().access.grant({ personId: id, roleId: 'customer_manager', scope: 'company', scopeId: acme })
      const ask = async (options: AsOptions) => {
        await desk.as({ externalId: 'nia' }, options).scripted.hello({})
        return caller
      }

      const languages = ['pt-BR', 'pt', 'he']
      expect(await ask({ acting: 'staff' })).toEqual({ personId: id, companyId: null, teams: [net], languages, deskLanguage: 'he' })
      expect(held).toEqual([true, false, true, false, true, true])
      expect(await ask({ acting: 'customer' })).toMatchObject({ personId: id, companyId: acme, teams: [] })
      expect(held).toEqual([true, false, false, false, true, false])

      await ad().scripted.hello({})
      expect(caller).toMatchObject({ teams: 'all', languages: ['he'] })
      expect(held).toEqual([true, true, true, true, true, true])
      await desk.as({ externalId: 'eve' }, { languages: ['ru', 'iw'] }).scripted.hello({})
      expect(caller).toMatchObject({ companyId: null, teams: [], languages: ['ru', 'he'] })
      await desk.fetch(new Request('http://desk.example/api/scripted/hello'))
      expect(caller).toMatchObject({ personId: null, companyId: null, teams: [] })
      expect(held).toEqual([false, false, false, false, false, false])
    })
  })
})
