import type { HostGrant } from '../access/host-access.ts'
import { type AskedActor, loadActors } from '../access/load-actors.ts'
import { coreError } from '../error/core-errors.ts'
import { type DeskError, isDeskError } from '../error/desk-error.ts'
import type { Runtime } from '../operation/runtime.ts'
import type { Tx } from '../store/store.ts'
import type { AccessChange } from './access-change.ts'
import type { LiveStream } from './live-stream.ts'

/** What a host has said of somebody's grants is never older than this when something is delivered: it tells nobody when it changes its mind. */
const HOST_MS = 500
/** Read at once; between two lots others have their turn. */
const LOT = 250

/** Keeps who reads the streams as they are now: all together in a few statements, and ends the streams of those who may read no more. */
export class ActorWatch {
  readonly #runtime: () => Runtime
  #askedAt = -Infinity

  constructor(runtime: () => Runtime) {
    this.#runtime = runtime
  }

  /** Everybody is asked for again with the next look: somebody may have changed rows by hand. */
  doubt(): void {
    this.#askedAt = -Infinity
  }

  /** To be called in the read whose events are going to be delivered, so that both are of one moment. */
  async refresh(tx: Tx, streams: readonly LiveStream[], change: AccessChange, isDelivering: boolean): Promise<void> {
    const { grantsFor } = this.#runtime()
    const age = performance.now() - this.#askedAt
    const isAll = change === 'everybody' || age === Infinity || (grantsFor !== undefined && isDelivering && age > HOST_MS)
    const asked = isAll
      ? streams
      : streams.filter((stream) => !stream.isAsked || concerns(change, stream) || (isDelivering && stream.caller.kind === 'key'))
    for (let from = 0; from < asked.length; from += LOT) await this.#ask(tx, asked.slice(from, from + LOT))
    if (isAll) this.#askedAt = performance.now()
  }

  async #ask(tx: Tx, streams: readonly LiveStream[]): Promise<void> {
    const runtime = this.#runtime()
    const readBit = runtime.composition.permissions.bit('ticket.read')
    const known: { readonly stream: LiveStream; readonly asked: AskedActor }[] = []
    for (const [stream, hostGrants] of await Promise.all(streams.map((stream) => this.#granted(stream))))
      if (isDeskError(hostGrants)) stream.end(hostGrants)
      else known.push({ stream, asked: { caller: stream.caller, hostGrants } })
    const actors = await loadActors(
      runtime,
      tx,
      known.map(({ asked }) => asked),
    )
    for (const [index, { stream }] of known.entries()) {
      const actor = actors[index]
      if (!actor) continue
      stream.isAsked = true
      if (isDeskError(actor)) stream.end(actor)
      else if (
        actor.capacity.acting !== stream.actor.capacity.acting ||
        !actor.branches.some(({ permissions }) => permissions.hasBit(readBit))
      )
        stream.end(coreError('access.denied', { permission: 'ticket.read' }))
      else stream.actor = actor
    }
  }

  /** A host that fails for one of them fails for that one: the stream is ended, and whoever comes back asks the host anew. */
  async #granted(stream: LiveStream): Promise<[LiveStream, readonly HostGrant[] | DeskError]> {
    const { grantsFor, log } = this.#runtime()
    const { caller } = stream
    if (caller.kind !== 'person' || !grantsFor) return [stream, []]
    try {
      return [stream, await grantsFor(caller.person)]
    } catch (error) {
      log.warn({ code: 'live.host_failed', error }, 'live.host_failed: grantsFor threw; the stream was ended')
      return [stream, coreError('live.closed')]
    }
  }
}

const concerns = (change: ReadonlySet<string>, { actor: { personId, companyId, otherCompanyIds } }: LiveStream): boolean =>
  change.size > 0 && [personId, companyId, ...otherCompanyIds].some((id) => id !== null && change.has(id))
