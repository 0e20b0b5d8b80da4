import { corePermissions } from '../../packages/core/src/access/core-permissions.ts'
import { PermissionIndex } from '../../packages/core/src/access/permission-set.ts'
import { can } from '../../packages/core/src/access/ticket-scope.ts'
import { HookBus } from '../../packages/core/src/hook/hook-bus.ts'
import { defaultTicketTypes } from '../../packages/core/src/machine/default-types/default-ticket-types.ts'
import { buildMachines } from '../../packages/core/src/machine/machines.ts'
import { consoleLogger } from '../../packages/core/src/operation/logger.ts'
import { median, nanos, type Row } from './report.ts'

const COUNT = 5_000_000

/** What is done for every call of every operation, alone. */
export async function micro(): Promise<Row[]> {
  const index = new PermissionIndex(Object.keys(corePermissions))
  const permissions = index.set(Object.keys(corePermissions))
  const bit = index.bit('ticket.reply')
  const branch = { scope: 'team', scopeId: 't2', permissions, roleId: 'agent', source: 'manual' } as const
  const actor = {
    kind: 'person',
    id: 'p',
    personId: 'p',
    externalId: 'p',
    name: 'p',
    language: null,
    languages: [],
    accepts: [],
    capacity: { acting: 'staff' },
    companyId: null,
    otherCompanyIds: [],
    isContact: false,
    channel: 'api',
    isSystem: false,
    branches: [{ ...branch, scopeId: 't1' }, branch],
  } as const
  const ticket = { teamId: 't2', companyId: null, requesterId: 'r', assigneeId: null, isParticipant: false }
  const machines = buildMachines(
    defaultTicketTypes.map((spec) => ({ owner: 'core', spec })),
    { permissions: new Set(Object.keys(corePermissions)) },
  )
  const machine = machines.get('incident')
  const bus = new HookBus([], { events: new Set(['ticket.created']), log: consoleLogger })
  let sink = 0
  const measured = [
    ['permission in a set', () => permissions.hasBit(bit), '≤ 20 ns'],
    ['permission on a ticket (two teams)', () => can(actor, bit, ticket), '≤ 20 ns'],
    ['transition look-up', () => machine.transition('open', 'resolve') !== undefined, '≤ 50 ns'],
    ['hook without handlers', () => bus.has('guard', 'ticket.created'), '≤ 10 ns'],
  ] as const
  const counted = (run: () => boolean) => perCall(() => (sink += run() ? 1 : 0))
  // First all in turn: a loop that has known one function only would call it for less than the empty one later.
  for (const [, run] of measured) counted(run)
  const empty = counted(() => true)
  const rows = measured.map(([what, run, goal]): Row => ({ what, value: nanos(Math.max(0, counted(run) - empty)), goal }))
  if (sink === 0) throw new Error('nothing was measured')
  return rows
}

function perCall(run: () => unknown): number {
  const times: number[] = []
  for (let round = 0; round < 7; round++) {
    const start = process.hrtime.bigint()
    for (let index = 0; index < COUNT; index++) run()
    times.push(Number(process.hrtime.bigint() - start) / COUNT)
  }
  return median(times)
}
