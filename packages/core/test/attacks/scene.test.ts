import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { INTERNAL } from './canary.ts'
import { openScene, type Scene } from './scene.ts'

forEachDatabase((kind) => {
  describe('the scene', () => {
    let scene: Scene
    beforeAll(async () => {
      scene = await openScene(kind)
    })
    afterAll(() => scene.close())

    it('holds what is internal, for staff to see', async () => {
      const ticket = await scene.call('n1', 'tickets.get', { ticketId: scene.t1 })
      expect(JSON.stringify(ticket)).toContain(INTERNAL)
      expect(JSON.stringify(await scene.call('n1', 'tickets.timeline', { ticketId: scene.t1 }))).toContain(INTERNAL)
    })
    it('shows customers their own', async () => {
      const mine = await scene.call('a1', 'tickets.get', { ticketId: scene.t1 })
      console.log(JSON.stringify(mine, null, 1))
      console.log(JSON.stringify(await scene.call('a1', 'tickets.timeline', { ticketId: scene.t1 }), null, 1))
      await scene.expectSound()
    })
  })
})
