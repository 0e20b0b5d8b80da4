import { callerFacts, holdsAt } from '../access/caller-facts.ts'
import { pluginActor } from '../access/load-actor.ts'
import { seeCompany, seePerson } from '../access/see.ts'
import { coreError } from '../error/core-errors.ts'
import type { WorkFiles } from '../file/file-facts.ts'
import type { SearchDocument } from '../plugin/plugin-spec.ts'
import type { TextParams } from '../text/message-params.ts'
import type { Actor } from './actor.ts'
import type { CallerFacts, Place } from './caller-facts.ts'
import type { ChangeOptions } from './change-options.ts'
import { expectUnmerged } from './merged-ticket.ts'
import { Page, type PageInput } from './page.ts'
import { type BoundScope, scopeKey, scopeOf } from './scope-of.ts'
import type { ScopedStatement } from './scoped-reads.ts'
import { nestedMethod, nestedServices } from './services.ts'
import { ticketFacts } from './ticket-state.ts'
import type { CallContext } from './unit-of-work.ts'
import type { CommandPermit, EnqueueOptions, TicketPermit } from './work.ts'

/** The `Work` and `Reading` of work.ts at run time; the contract that types it is the kit's. */
export class BoundWork {
  /** Apart from what plugins see: the unit of work has the tables of core. */
  readonly #context: CallContext
  readonly actor: Actor
  #desk: object | undefined
  #asPlugin: object | undefined

  constructor(context: CallContext) {
    this.#context = context
    const { kind, id, capacity } = context.actor
    this.actor = Object.freeze({ kind, id, capacity: Object.freeze(capacity) })
  }

  /** What stands behind a work, for core's own operations. */
  static contextOf(work: object): CallContext {
    if (!(#context in work)) throw new TypeError('This work was not made by core.')
    return work.#context
  }

  get caller(): CallerFacts {
    const { unit, actor } = this.#context
    return callerFacts(actor, unit.runtime.composition.texts.settings.language)
  }

  holds(permission: string, where: Place = 'anywhere'): boolean {
    const { unit, actor } = this.#context
    return holdsAt(actor, unit.runtime.composition.permissions.bit(permission), where)
  }

  get options(): unknown {
    return this.#context.unit.runtime.composition.plugins.find((plugin) => plugin.id === this.#context.owner)?.options
  }

  /** Reads only, whatever was installed around the types: writing is what `change` hands out a database for. */
  get db(): object {
    const db = this.#writer()
    return this.#context.owner === 'core' ? db : Object.freeze({ selectFrom: db.selectFrom.bind(db) })
  }

  #writer() {
    const { unit, owner } = this.#context
    return owner === 'core' ? unit.tx.db : unit.tx.dbFor(owner)
  }

  get now(): string {
    return this.#context.unit.now
  }

  get scope(): BoundScope {
    const { unit, actor, permission } = this.#context
    return scopeOf(actor, unit.runtime.composition.permissions, permission)
  }

  async rows(statement: ScopedStatement, parameters: Readonly<Record<string, unknown>>): Promise<readonly unknown[]> {
    const { unit, actor, owner, permission } = this.#context
    const { composition, reads } = unit.runtime
    if (composition.plugins.find(({ id }) => id === owner)?.kit !== statement.kit)
      throw new TypeError(`rows: the statement was not made by the kit of '${owner}'`)
    const key = `${permission} ${scopeKey(actor)}`
    const made = reads.of(statement, owner, key, () => scopeOf(actor, composition.permissions, permission))
    return (await unit.tx.run(made, parameters)).rows
  }

  get desk(): object {
    this.#desk ??= nestedServices(this.#context, this.#context.actor)
    return this.#desk
  }

  get asPlugin(): object {
    const { unit, owner } = this.#context
    if (owner === 'core') throw coreError('operation.core_is_no_plugin')
    this.#asPlugin ??= nestedServices(this.#context, pluginActor(unit.runtime, owner))
    return this.#asPlugin
  }

  get files(): WorkFiles {
    const { files } = this.#context.unit.runtime
    return {
      take: async (fileId, rules) => {
        const [taken] = await files.take(this.#context, [fileId], rules)
        if (!taken) throw new TypeError('A file that was not taken was not refused either.')
        return taken
      },
      discard: (fileId) => files.discard(this.#context, fileId),
    }
  }

  newId(): string {
    return this.#context.unit.runtime.newId()
  }

  async ticket(id: string, permission: string = this.#context.permission): Promise<TicketPermit> {
    const { unit, actor } = this.#context
    const state = await unit.tickets.see(actor, id)
    const { permissions } = unit.runtime.composition
    if (permission !== 'anyone' && !unit.tickets.can(actor, permissions.bit(permission), state))
      throw coreError('access.denied', { permission })
    await refuseIfVetoed(this.#context, permission, state.row)
    // Whatever changes a ticket takes a permit, so what is merged is out of reach for every command, also of plugins. Reading goes on.
    if (unit.writable && permission !== 'ticket.read' && permission !== 'anyone') await expectUnmerged(this.#context, state)
    return unit.issue({ ticket: ticketFacts(state.row), permission })
  }

  async ticketFor(id: string, command: string): Promise<CommandPermit> {
    const { unit, actor } = this.#context
    const state = await unit.tickets.see(actor, id)
    const machine = unit.runtime.composition.machines.get(state.row.type)
    const found = machine.command(command)
    if (!found) {
      const known = machine.commands.filter(({ audience }) => audience === 'both' || audience === actor.capacity.acting)
      throw coreError('machine.unknown_command', { command, type: machine.typeId, known: known.map(({ name }) => name).join(', ') })
    }
    if (!unit.tickets.can(actor, unit.runtime.composition.permissions.bit(found.permission), state))
      throw coreError('access.denied', { permission: found.permission })
    await refuseIfVetoed(this.#context, found.permission, state.row)
    if (unit.writable) await expectUnmerged(this.#context, state)
    return unit.issue({ ticket: ticketFacts(state.row), command })
  }

  text(key: string, params: TextParams, language?: string): string {
    const { unit, actor } = this.#context
    const { texts } = unit.runtime.composition
    return texts.text(key, params, language === undefined ? actor.languages : texts.chain([language]))
  }

  person(id: string) {
    return seePerson(this.#context.unit, this.#context.actor, id)
  }

  company(id: string) {
    return seeCompany(this.#context.unit, this.#context.actor, id)
  }

  page(query: string, input: PageInput) {
    return new Page(this.#context, `${this.#context.owner}/${query}`, input)
  }

  change<T>(event: string, payload: object, write: (db: object) => T | Promise<T>, options?: ChangeOptions): Promise<T> {
    return this.#context.unit.change(this.#context, event, payload, () => write(this.#writer()), options)
  }

  async perform(permit: TicketPermit | CommandPermit, ...rest: readonly [object] | readonly [string, object]): Promise<unknown> {
    const { unit, actor } = this.#context
    unit.expectPermit(permit)
    const [command, input] = 'command' in permit ? [permit.command, rest[0] as object] : [rest[0] as string, rest[1] as object]
    const state = await unit.tickets.see(actor, permit.ticket.id)
    await unit.runtime.performTransition(this.#context, state, command, input, 'command' in permit ? {} : { permission: permit.permission })
    return nestedMethod(this.#context, 'tickets', 'get')({ ticketId: permit.ticket.id })
  }

  index(kind: string, id: string, document: SearchDocument | null): void {
    const { unit, owner } = this.#context
    unit.expectWritable()
    const documentKind = `${owner}_${kind}`
    if (unit.runtime.composition.documentKinds.get(documentKind)?.owner !== owner)
      throw coreError('search.document_invalid', { plugin: owner, kind, reason: "the spec does not list it under 'documents'" })
    unit.mark({ kind: 'document', documentKind, id, document: document && unit.runtime.documentOf(owner, kind, document) })
  }

  later(method: string, input: object): void {
    const { unit, owner } = this.#context
    if (unit.runtime.composition.groups.get(owner)?.get(method)?.spec.kind !== 'command')
      throw new TypeError(`later: '${owner}' has no command '${method}'`)
    unit.afterthoughts.push({ owner, method, input: structuredClone(input) })
  }

  async enqueue(job: string, input: object, options: EnqueueOptions = {}): Promise<void> {
    const { unit, owner } = this.#context
    unit.expectWritable()
    return unit.runtime.enqueue(unit.tx, `${owner}/${job}`, input, options, unit.eventInProgress)
  }
}

/** The host's veto: it refuses what grants allow, and hides nothing. */
export async function refuseIfVetoed(
  { unit, actor }: CallContext,
  permission: string,
  row: { id: string; number: number; type: string; team_id: string; company_id: string | null },
): Promise<void> {
  const { veto } = unit.runtime
  if (!veto || actor.isSystem) return
  const { id, number, type, team_id: teamId, company_id: companyId } = row
  const reason = await veto({ externalId: actor.externalId, kind: actor.kind }, permission, { id, number, type, teamId, companyId })
  if (reason !== undefined) throw coreError('access.vetoed', { reason })
}
