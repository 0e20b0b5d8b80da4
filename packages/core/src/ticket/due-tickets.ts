import type { RunLimit } from '../hook/lane.ts'
import type { Machine } from '../machine/machine.ts'
import type { Category, Trigger } from '../machine/ticket-type.ts'
import { autoCloseSince } from '../machine/windows.ts'
import { asProgram } from '../operation/as-program.ts'
import type { Runtime } from '../operation/runtime.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { performTriggered } from './transition.ts'

const EVERY_MS = 30_000
const BATCH = 100
const REASON = 'time'

/**
 * What time alone brings about: waits that are over, and tickets that are closed as nobody objects. Looked for now and then, and decided in
 * the transaction, with what stands there then; so any number of processes may look at once.
 */
export class DueTickets {
  readonly #runtime: Runtime
  #lookedAt = Number.NaN

  constructor(runtime: Runtime) {
    this.#runtime = runtime
  }

  /** Returns how many tickets it moved; 0 when it has looked just now. */
  async perform(limit: RunLimit): Promise<number> {
    const now = this.#runtime.clock()
    // A clock that was set back is no reason to wait.
    if (Math.abs(now - this.#lookedAt) < EVERY_MS) return 0
    this.#lookedAt = now
    let moved = 0
    for (const machine of this.#runtime.composition.machines.all)
      for (const trigger of ['wait_over', 'silence'] as const) moved += await this.#performAll(machine, trigger, limit)
    return moved
  }

  async #performAll(machine: Machine, trigger: Trigger, limit: RunLimit): Promise<number> {
    let moved = 0
    let after = ''
    while (!limit.isOver) {
      const ids = await this.#due(machine, trigger, after)
      for (const id of ids) {
        if (limit.isOver) return moved
        if (await this.#performOne(id, trigger)) moved += 1
      }
      const last = ids.at(-1)
      if (last === undefined || ids.length < BATCH) break
      after = last
    }
    return moved
  }

  /** One that a plugin refuses does not hold up the others; it is looked at again next time. */
  async #performOne(ticketId: string, trigger: Trigger): Promise<boolean> {
    try {
      return await asProgram(this.#runtime, REASON, (context) =>
        trigger === 'wait_over' ? endWait(context, ticketId) : close(context, ticketId),
      )
    } catch (error) {
      this.#runtime.log.warn({ ticketId, trigger, error }, 'ticket.due_refused: will try again')
      return false
    }
  }

  async #due(machine: Machine, trigger: Trigger, after: string): Promise<string[]> {
    const { clock, store } = this.#runtime
    const now = new Date(clock()).toISOString()
    const since = autoCloseSince(machine, now)
    const category: Category = trigger === 'wait_over' ? 'waiting' : 'resolved'
    const statuses = machine.statuses.filter((status) => status.category === category).map(({ name }) => name)
    if (!statuses.length || (trigger === 'silence' && since === null)) return []
    return store.read(async ({ db }) => {
      const core: CallContext['unit']['db'] = db
      let query = core.selectFrom('ticket').select('id').where('type', '=', machine.typeId).where('status', 'in', statuses)
      query =
        trigger === 'wait_over'
          ? query.where('waiting_mode', 'is not', null).where('waiting_until_at', '<=', now)
          : query.where('resolved_at', '<=', since ?? now)
      if (after !== '') query = query.where('id', '>', after)
      return (await query.orderBy('id').limit(BATCH).execute()).map(({ id }) => id)
    })
  }
}

/** In mode `act` work goes on; in mode `remind` that is told once, for somebody to decide. */
async function endWait(context: CallContext, ticketId: string): Promise<boolean> {
  const { unit, actor } = context
  const state = await unit.tickets.see(actor, ticketId)
  const { waiting_mode: mode, waiting_until_at: until } = state.row
  if (mode !== 'remind') return (await performTriggered(context, state, 'wait_over')) === 'transition'
  if (until === null || until > unit.now) return false
  await unit.change(context, 'ticket.wait_over', { ticketId }, () => state.patch({ waiting_mode: null }))
  return true
}

async function close(context: CallContext, ticketId: string): Promise<boolean> {
  const { unit, actor } = context
  return (await performTriggered(context, await unit.tickets.see(actor, ticketId), 'silence')) === 'transition'
}
