import { afterEach, beforeEach } from 'vitest'
import type { AdapterHost, HostOptions, RunningHost } from './adapter-host.ts'
import { type EchoDesk, echoDesk } from './echo-desk.ts'

/** What each test of the contract is given: a fresh desk in a fresh host. */
export interface Mounted {
  readonly port: number
  readonly mount: string
  readonly desk: EchoDesk
  /** What the adapter reported to the operator. */
  readonly reported: unknown[]
}

/** A host that is started for each test and closed after it. */
export const mounted = (host: AdapterHost, options: Omit<HostOptions, 'onError'>): (() => Mounted) => {
  let current: { host: RunningHost; mounted: Mounted } | undefined
  beforeEach(async () => {
    const desk = echoDesk()
    const reported: unknown[] = []
    const started = await host.start(desk, { ...options, onError: (error) => reported.push(error) })
    current = { host: started, mounted: { port: started.port, mount: options.mount, desk, reported } }
  })
  afterEach(() => current?.host.close())
  return () => {
    if (!current) throw new Error('There is a host only inside a test.')
    return current.mounted
  }
}
