import { seePerson } from '../access/see.ts'
import { expectEntitled } from '../approval/ask.ts'
import type { Machine } from '../machine/machine.ts'
import type { InputFault } from '../operation/input-check.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { inputFaults } from '../ticket/command-input.ts'
import type { CatalogueContent } from './contract.ts'
import { waitForApproval } from './wait-for-approval.ts'

type Approval = NonNullable<CatalogueContent['approval']>
type Report = (pointer: string, message: string) => void
const AT = '/content/approval'

/** What is wrong with an approval by its type: an entry whose tickets would go on without it, or could not wait for it, is none. */
export function approvalFaults(machine: Machine, approval: Approval, fault: Report): void {
  const type = machine.typeId
  if (!machine.gates.some(({ spec }) => spec.gate === 'approvals_done'))
    fault(AT, `asks for what nothing waits for: '${type}' has no gate 'approvals_done'`)
  const wait = waitForApproval(machine)
  if (!wait) fault(AT, `needs a command 'wait' that leads new tickets of '${type}' to wait for 'approval'`)
  for (const outcome of ['accepted', 'refused'] as const) {
    const { command: name, input = {} } = approval[outcome] ?? {}
    if (name === undefined || !wait) continue
    const command = machine.transition(wait.to, name)?.command
    if (!command) fault(`${AT}/${outcome}/command`, `is no command of '${type}' that leads on from '${wait.to}'`)
    else for (const { pointer, message } of inputFaults(machine, command, input, 'staff')) fault(`${AT}/${outcome}${pointer}`, message)
  }
  for (const [index, { staffIds = [], roleId, needed }] of approval.asks.entries()) {
    const at = `${AT}/asks/${index}`
    if (!staffIds.length && roleId === undefined) fault(at, 'asks nobody: name staffIds, a roleId, or both')
    if (roleId === undefined && typeof needed === 'number' && needed > staffIds.length) fault(`${at}/needed`, 'is more than are asked')
  }
}

/** Who is asked must be there when the entry is saved. Throws what `approvals.request` throws. */
export async function expectAskable(context: CallContext, { asks }: Approval): Promise<readonly InputFault[]> {
  const { unit, actor } = context
  const faults: InputFault[] = []
  for (const [index, { staffIds = [], roleId, audience }] of asks.entries()) {
    for (const personId of staffIds) await seePerson(unit, actor, personId)
    await expectEntitled(context, { acting: 'staff', companyId: null, roleId: null, roleScopeId: null, amount: null }, staffIds)
    if (roleId === undefined) continue
    const role = await unit.db.selectFrom('role').select('acting').where('id', '=', roleId).executeTakeFirst()
    const at = `${AT}/asks/${index}`
    if (!role) faults.push({ pointer: `${at}/roleId`, code: 'catalogue', message: 'is no role' })
    else if (role.acting === 'customer' && audience !== 'both')
      faults.push({ pointer: `${at}/audience`, code: 'catalogue', message: "is 'both' where contacts are asked" })
  }
  return faults
}
