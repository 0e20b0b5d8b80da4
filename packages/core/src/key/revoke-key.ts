import { contextOf } from '../operation/context-of.ts'
import { recorderFor } from '../operation/recorder.ts'
import { forContract } from '../plugin/kit.ts'
import { KeyById, type KeysContract, KeyView } from './contract.ts'
import { expectKeeper, keyRow, viewKey } from './key-rows.ts'

const { command } = forContract<KeysContract>()
const record = recorderFor<KeysContract>()

/** Taking away needs less than giving: no look at what the service may. Revoked twice it stays as it was. */
export const revoke = command({
  route: 'POST /keys/:keyId/revoke',
  summary: 'Ends a key at once, in every process.',
  permission: 'key.manage',
  audience: 'staff',
  input: KeyById,
  output: KeyView,
  async run(work, { keyId }) {
    const context = contextOf(work)
    const { unit } = context
    expectKeeper(context)
    const row = await keyRow(context, keyId)
    if (row.revoked_at === null)
      await record(context, 'key.revoked', { personId: row.person_id, keyId }, () =>
        unit.db.updateTable('api_key').set({ revoked_at: unit.now }).where('id', '=', keyId).where('revoked_at', 'is', null).execute(),
      )
    return viewKey(await keyRow(context, keyId))
  },
})
