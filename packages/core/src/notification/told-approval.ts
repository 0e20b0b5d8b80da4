import { type ApprovalRow, approversOf, findApproval } from '../approval/approval-row.ts'
import type { CoreDb } from '../operation/runtime.ts'
import type { ToldPerson } from './told-person.ts'

/** The approval that somebody is told of, if they may see it at this moment. */
export async function toldApproval(db: CoreDb, person: ToldPerson, approvalId: string | null): Promise<ApprovalRow | undefined> {
  const approval = approvalId === null ? undefined : await findApproval({ db }, approvalId)
  return approval && person.seesApproval(approval, await approversOf({ db }, approval.id)) ? approval : undefined
}
