import type { Desk } from '@deskwright/core'

type AuditService = ReturnType<Desk['system']>['audit']
export type RecordedEvent = Awaited<ReturnType<AuditService['events']>>['items'][number]

const PAGE = 200

/** Everything that was committed, in the order of commits. */
export class EventRecorder {
  readonly #desk: Pick<Desk, 'system' | 'tick'>
  #from = 0

  constructor(desk: Pick<Desk, 'system' | 'tick'>) {
    this.#desk = desk
  }

  /** Since the beginning, or since `clear`. Gives committed events their places first (PostgreSQL), and delivers none of them. */
  async all(): Promise<readonly RecordedEvent[]> {
    // Nothing is begun once the time is over, but the order is always brought up to date.
    await this.#desk.tick({ maxMs: 0 })
    const { audit } = this.#desk.system('test')
    const events: RecordedEvent[] = []
    for (let after = this.#from; ; ) {
      const { items, lastPosition } = await audit.events({ after, limit: PAGE })
      events.push(...items)
      if (items.length < PAGE) return events
      after = lastPosition
    }
  }

  /** Those of one name. */
  async named(event: string): Promise<readonly RecordedEvent[]> {
    return (await this.all()).filter((recorded) => recorded.event === event)
  }

  /** The names alone, in order. */
  async names(): Promise<readonly string[]> {
    return (await this.all()).map(({ event }) => event)
  }

  /** Forgets what has been so far. */
  async clear(): Promise<void> {
    this.#from = (await this.all()).at(-1)?.position ?? this.#from
  }
}
