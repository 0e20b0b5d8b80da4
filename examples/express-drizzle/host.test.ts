import { afterAll, describe, expect, it } from 'vitest'
import { createPostgresDatabase } from '../../packages/testing/src/database/shared-postgres.ts'
import { hostContract } from '../host-contract.ts'

const drops: (() => Promise<void>)[] = []

describe.skipIf(process.env['DESKWRIGHT_NO_POSTGRES'])('on PostgreSQL', () => {
  afterAll(async () => {
    for (const drop of drops) await drop()
  })

  hostContract('express-drizzle', {
    async environment() {
      const { url, drop } = await createPostgresDatabase()
      drops.push(drop)
      return { DATABASE_URL: url }
    },
    also(origin) {
      const ask = (method: string, path: string) =>
        fetch(`${origin()}${path}`, { method, headers: { 'x-user': 'cleo', connection: 'close' } })
      const tickets = async () => ((await (await ask('GET', '/support/api/tickets')).json()) as { items: { subject: string }[] }).items

      it('saves its own row and the ticket together, or neither', async () => {
        expect((await ask('POST', '/returns/A-1')).status).toBe(201)
        expect((await ask('POST', '/returns/unknown')).status).toBe(500)
        expect(await (await ask('GET', '/returns')).json()).toMatchObject([{ orderNumber: 'A-1' }])
        expect((await tickets()).filter(({ subject }) => subject.startsWith('Return of'))).toHaveLength(1)
      })
    },
  })
})
