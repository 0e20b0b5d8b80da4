import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cliError } from '../cli-errors.ts'
import { DemoHost } from './demo-host.ts'
import { closeServer, listen } from './listen.ts'
import { openDemo } from './open-demo.ts'
import { replayChecks } from './replay-checks.ts'
import { type SmokeCheck, smokeChecks } from './smoke-checks.ts'
import { CheckFailed, SmokeClient } from './smoke-client.ts'

/** The whole demo on a temporary file and port, checked over HTTP, and nothing of it left. Throws `demo.smoke_failed`. */
export async function runSmoke({ replay }: { readonly replay: string | undefined }): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'deskwright-smoke-'))
  const database = `sqlite:${join(folder, 'desk.db')}`
  try {
    const failed = [
      ...(await checked(database, undefined, smokeChecks)),
      // Started again on the same file: the sample is there once.
      ...(await checked(database, undefined, [secondStart])),
      ...(replay === undefined ? [] : await checked(`sqlite:${join(folder, 'replay.db')}`, replay, replayChecks)),
    ]
    const count = smokeChecks.length + 1 + (replay === undefined ? 0 : replayChecks.length)
    if (failed.length) throw cliError('demo.smoke_failed', { failed: failed.length, count })
    console.log('Everything holds.')
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

const secondStart: SmokeCheck = {
  what: 'a second start adds nothing',
  async run({ tickets, expect }) {
    const channels = (await tickets('auditor')).map(({ channel }) => channel)
    const sample = channels.filter((channel) => channel !== 'api' && channel !== 'maintenance').length
    expect(sample === 40, `${sample} sample tickets instead of 40`)
    const planned = channels.filter((channel) => channel === 'maintenance').length
    expect(planned === 6, `${planned} tickets of maintenance plans instead of 6`)
  },
}

async function checked(database: string, replay: string | undefined, checks: readonly SmokeCheck[]): Promise<string[]> {
  const { desk, signIn, invoices, close } = await openDemo(database, replay)
  const { server, origin } = await listen(new DemoHost(desk, signIn, invoices), '0')
  const failed: string[] = []
  try {
    for (const { what, run } of checks) {
      const fault = await faultOf(() => run(new SmokeClient(origin)))
      console.log(fault === undefined ? `ok      ${what}` : `FAILED  ${what}: ${fault}`)
      if (fault !== undefined) failed.push(what)
    }
  } finally {
    await closeServer(server)
    await close()
  }
  return failed
}

async function faultOf(run: () => Promise<void>): Promise<string | undefined> {
  try {
    await run()
    return undefined
  } catch (error) {
    return error instanceof CheckFailed ? `expected ${error.message}` : String(error)
  }
}
