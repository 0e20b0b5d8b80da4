import process from 'node:process'
import { stopSignal } from '../command/stop-signal.ts'
import { shown } from './demo-database.ts'
import { DemoHost } from './demo-host.ts'
import { closeServer, type Listening, listen } from './listen.ts'
import { openDemo } from './open-demo.ts'
import type { DemoPerson } from './sign-in.ts'

interface DemoOptions {
  /** Path of a log to replay. */
  readonly replay: string | undefined
  readonly loadOnly: boolean
}

/** The sample and a replayed log each have a file, unless somebody names one. */
const files = { sample: 'sqlite:./.demo/desk.db', replay: 'sqlite:./.demo/replay.db' }

/** Fills the desk and serves it until it is stopped. */
export async function runDemo({ replay, loadOnly }: DemoOptions): Promise<void> {
  const database = process.env['DESK_DATABASE'] || (replay === undefined ? files.sample : files.replay)
  const { desk, signIn, invoices, close } = await openDemo(database, replay)
  try {
    if (loadOnly) return
    const stop = stopSignal()
    const serving = await listen(new DemoHost(desk, signIn, invoices), process.env['PORT'])
    sayWhere(serving, database, signIn.people)
    await stopped(stop)
    console.log('\nStopping …')
    await closeServer(serving.server)
  } finally {
    await close()
  }
  if (!loadOnly) console.log('Stopped. The data stay where they are.')
}

function sayWhere({ origin, remark }: Listening, database: string, people: readonly DemoPerson[]): void {
  const first = (role: string) =>
    people.find(({ roles, companies }) =>
      role === 'customer' ? companies.length > 0 && !roles.includes('customer_manager') : roles.includes(role),
    )?.key
  const roles = ['admin', 'supervisor', 'agent', 'auditor', 'customer_manager', 'customer']
  const lines = roles.flatMap((role) => {
    const key = first(role)
    return key === undefined ? [] : [`  ${role.padEnd(18)}Authorization: Bearer demo:${key}`]
  })
  console.log(
    [
      '',
      ...(remark === undefined ? [] : [remark]),
      `Start page   ${origin}/`,
      `REST API     ${origin}/api  (to read: ${origin}/api/docs)`,
      `Health       ${origin}/health/ready`,
      `Database     ${shown(database)}`,
      '',
      'Sign in with one of these headers; the start page lists everybody:',
      ...lines,
      '',
      `  curl -H 'Authorization: Bearer demo:${first('agent') ?? 'admin'}' '${origin}/api/tickets?limit=3'`,
      '',
      'Ctrl-C stops it.',
    ].join('\n'),
  )
}

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
