import { AsyncLocalStorage } from 'node:async_hooks'
import type { LoadedActor } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import { CallBoundTx } from '../hook/call-bound-tx.ts'
import type { AttemptedTransition } from '../hook/hook-bus.ts'
import { expectTime, givenUpWithCall, isReadingHook } from '../hook/hook-call.ts'
import type { Tx } from '../store/store.ts'
import { frozenCopy } from '../value/deep-freeze.ts'
import type { Afterthought } from './afterwards.ts'
import { BoundWork } from './bound-work.ts'
import type { ChangeOptions } from './change-options.ts'
import type { RegisteredEvent, RegisteredOperation } from './composition.ts'
import { type PendingEvent, writeEvents } from './event-log.ts'
import { type IndexMark, marksOf } from './index-mark.ts'
import type { CoreDb, Runtime } from './runtime.ts'
import type { TicketState } from './ticket-state.ts'
import { TicketStates } from './ticket-state.ts'
import type { CommandPermit, TicketPermit } from './work.ts'

/** Performs a command of a ticket's machine; core's ticket part brings it. */
export type PerformTransition = (
  context: CallContext,
  ticket: TicketState,
  command: string,
  input: object,
  options: { readonly overrideReason?: string; readonly permission?: string },
) => Promise<void>

/** One operation being run: in which unit of work, as whom, for which owner. */
export interface CallContext {
  readonly unit: UnitOfWork
  readonly actor: LoadedActor
  /** `core`, or the plugin whose code is running. */
  readonly owner: string
  /** The permission that the operation declares. */
  readonly permission: string
  /** How many commands stand around this one; none unless told. */
  readonly depth?: number
}

/** The unit of work that the code at hand runs in: how the outer desk, used inside a transaction, is noticed instead of waiting for itself. */
export const currentUnit = new AsyncLocalStorage<UnitOfWork>()

const MAX_DEPTH = 8

const nameOf = ({ kind, id }: LoadedActor): string => `${kind}:${id}`

/** One transaction with what belongs to it: the events it will write, the permits it issued, the tickets it has read. */
export class UnitOfWork {
  readonly runtime: Runtime
  readonly tx: Tx
  readonly writable: boolean
  /** One instant for everything that it writes. */
  readonly now: string
  readonly tickets: TicketStates
  readonly causeId: string | null
  #events: PendingEvent[] = []
  #marks: IndexMark[] = []
  /** Run when the answer is given. */
  readonly afterthoughts: Afterthought[] = []
  #permits = new WeakSet<object>()
  /** Of a change that was not made whole. */
  #failure: { readonly error: unknown } | undefined
  #conflict: { readonly error: unknown } | undefined
  #eventInProgress: string | null
  /** Committed or rolled back: what goes on in its flow of control is outside again. */
  isOver = false

  constructor(runtime: Runtime, tx: Tx, writable: boolean, causeId: string | null = null) {
    this.runtime = runtime
    this.tx = new CallBoundTx(tx)
    this.writable = writable
    this.now = new Date(runtime.clock()).toISOString()
    this.tickets = new TicketStates(this)
    this.causeId = causeId
    this.#eventInProgress = this.causeId
  }

  get db(): CoreDb {
    return this.tx.db
  }

  /** The work of an operation, or of a hook of `owner`. */
  workFor(context: Omit<CallContext, 'unit'>): BoundWork {
    return new BoundWork({ ...context, unit: this })
  }

  issue<P extends TicketPermit | CommandPermit>(permit: P): P {
    const frozen = Object.freeze(permit)
    this.#permits.add(frozen)
    return frozen
  }

  /** Refuses a permit that another unit of work issued, or nobody. */
  expectPermit(permit: object): void {
    if (!this.#permits.has(permit)) throw coreError('access.permit_invalid')
  }

  /** Throws `store.read_only` in a query, and in guards and gates. */
  expectWritable(): void {
    if (!this.writable || isReadingHook()) throw coreError('store.read_only')
  }

  /** Guards, then the write, then `within` handlers; the event's row is written with the others right before the commit. */
  async change<T>(
    context: CallContext,
    name: string,
    payload: object,
    write: () => T | Promise<T>,
    options: ChangeOptions = {},
  ): Promise<T> {
    expectTime()
    const event = this.#eventOf(context.owner, name)
    this.expectWritable()
    const frozen = frozenCopy(payload)
    const subjectId = (frozen as Record<string, unknown>)[event.subjectKey]
    if (typeof subjectId !== 'string') throw coreError('event.no_subject', { event: name, key: event.subjectKey })
    const { hooks } = this.runtime.composition
    const id = this.runtime.newId()
    const cause = this.#eventInProgress
    if (hooks.has('guard', name)) {
      await this.tickets.flush()
      await hooks.guard(name, frozen, this.#hookHost(context))
    }
    try {
      return await this.#write(context, event, { id, payload: frozen, subjectId, cause }, write, options)
    } catch (error) {
      // What has begun to be written is not saved without its event and its handlers, whoever swallows this.
      this.#failure ??= { error }
      throw error
    }
  }

  async #write<T>(
    context: CallContext,
    event: RegisteredEvent,
    { id, payload, subjectId, cause }: { id: string; payload: object; subjectId: string; cause: string | null },
    write: () => T | Promise<T>,
    options: ChangeOptions,
  ): Promise<T> {
    const { hooks } = this.runtime.composition
    const { name } = event
    const isPublic = event.isPublic && options.isInternal !== true
    const result = await write()
    expectTime()
    const subjectVersion =
      event.subjectKind === 'ticket' ? await this.tickets.bump(context.actor, subjectId, options.isPublic ?? isPublic) : null
    const { actor } = context
    this.#marks.push(...marksOf(event.subjectKind, subjectId, payload))
    this.#events.push({
      id,
      event,
      isPublic,
      subjectId,
      subjectVersion,
      payload,
      actor: { kind: actor.kind, id: actor.id, acting: actor.capacity.acting },
      onBehalfOf: actor.kind === 'plugin' && this.#caller !== nameOf(actor) ? this.#caller : null,
      causeId: cause,
      changes: options.changes ?? [],
    })
    if (hooks.has('within', name)) {
      this.#eventInProgress = id
      try {
        await this.tickets.flush()
        await hooks.within(name, payload, this.#hookHost(context))
      } finally {
        this.#eventInProgress = cause
      }
    }
    return result
  }

  /** Something that search has to know of when this is committed. */
  mark(mark: IndexMark): void {
    this.#marks.push(mark)
  }

  #eventOf(owner: string, name: string): RegisteredEvent {
    const event = this.runtime.composition.events.get(name)
    if (!event) throw coreError('event.unknown', { event: name })
    if (event.owner !== owner) throw coreError('event.foreign', { event: name, owner })
    return event
  }

  #hookHost(context: CallContext) {
    return {
      transaction: this.#hookTime,
      workFor: (owner: string) =>
        this.workFor({
          actor: context.actor,
          owner,
          permission: 'ticket.read',
          ...(context.depth === undefined ? {} : { depth: context.depth }),
        }),
    }
  }

  /** What handlers share their time by. */
  #hookTime: object = this
  /** Runs one of many commands with time of its own for its handlers, as it would have alone. One after the other, never at once. */
  async withOwnHookTime<T>(run: () => Promise<T>): Promise<T> {
    this.#hookTime = {}
    try {
      return await run()
    } finally {
      this.#hookTime = this
    }
  }

  /** Who began the call, for what a plugin does as itself inside it. */
  #caller: string | null = null
  setCaller(actor: LoadedActor): void {
    this.#caller = nameOf(actor)
  }

  /** What a gate of a plugin needs to run. */
  gates(context: CallContext, attempt: AttemptedTransition) {
    return this.runtime.composition.hooks.gates(attempt, this.#hookHost(context))
  }

  /** A nested command is a savepoint: what it did is undone when it throws and the outer one goes on. Several at once take turns. */
  async nested<T>(operation: RegisteredOperation, depth: number, run: () => Promise<T>): Promise<T> {
    if (depth > MAX_DEPTH) throw coreError('hook.too_deep', { depth: MAX_DEPTH })
    if (operation.spec.kind !== 'command') {
      await this.tickets.flush()
      return run()
    }
    if (!this.writable || isReadingHook()) throw coreError('operation.command_in_query', { operation: operation.id })
    let undo = (): void => {}
    return this.tx.savepoint(
      () => {
        undo = this.#snapshot()
        return givenUpWithCall(async () => {
          await this.tickets.flush()
          const result = await this.#noticingConflicts(run)
          this.#expectWhole()
          return result
        })
      },
      () => undo(),
    )
  }

  /** What a repetition of the whole would solve is nothing that a plugin may take for a refusal. */
  async #noticingConflicts<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run()
    } catch (error) {
      if (this.runtime.store.isRetryable(error)) this.#conflict ??= { error }
      throw error
    }
  }

  /** Made when the savepoint's turn has come: what siblings did before is not undone with it. */
  #snapshot(): () => void {
    const restore = this.tickets.snapshot()
    const mark = this.#events.length
    const indexMark = this.#marks.length
    const failure = this.#failure
    return () => {
      this.#events.length = mark
      this.#marks.length = indexMark
      this.#failure = failure
      restore()
    }
  }

  #expectWhole(): void {
    const fault = this.#conflict ?? this.#failure
    if (fault) throw fault.error
  }

  /** What is written or enqueued now is caused by it: the event whose handler is running, here or after a commit. */
  get eventInProgress(): string | null {
    return this.#eventInProgress
  }

  /** Right before the commit. */
  async flush(): Promise<void> {
    this.#expectWhole()
    await this.tickets.flush()
    const marks = this.#marks
    this.#marks = []
    if (marks.length) await this.runtime.indexChanges(this, marks)
    if (this.#events.length) await writeEvents(this, this.#events)
    this.#events = []
  }
}
