import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { type NewToken, newToken } from '../value/key-token.ts'
import { CreateKey, type KeysContract, NewKey, RotateKey } from './contract.ts'
import { expectKeeper, expectService, keyRow, viewKey } from './key-rows.ts'

const { command } = forContract<KeysContract>()
const record = recorderFor<KeysContract>()
const HOUR_MS = 3_600_000

export const create = command({
  route: 'POST /keys',
  summary: 'Makes a key for a service, with what the roles of the service allow. The key is shown this once.',
  permission: 'key.manage',
  audience: 'staff',
  input: CreateKey,
  output: NewKey,
  isAnswerSecret: true,
  async run(work, { serviceId, name, expiresAt = null }) {
    const context = contextOf(work)
    expectKeeper(context)
    await work.person(serviceId)
    await expectService(context, serviceId)
    const [id, token] = [work.newId(), newToken()]
    expectToCome(context, expiresAt)
    await record(context, 'key.created', { personId: serviceId, keyId: id }, () =>
      insert(context, { id, token, personId: serviceId, name: name.trim(), expiresAt }),
    )
    return { key: viewKey(await keyRow(context, id)), token: token.token }
  },
})

export const rotate = command({
  route: 'POST /keys/:keyId/rotate',
  summary: 'Makes another key in place of one, which goes on to count for a while. The new one is shown this once.',
  permission: 'key.manage',
  audience: 'staff',
  input: RotateKey,
  output: NewKey,
  isAnswerSecret: true,
  async run(work, { keyId, overlapHours = 24, expiresAt }) {
    const context = contextOf(work)
    const { unit } = context
    expectKeeper(context)
    const row = await keyRow(context, keyId)
    await expectService(context, row.person_id)
    if (row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= unit.now)) throw coreError('key.ended')
    const now = Date.parse(unit.now)
    const lasts = row.expires_at === null ? null : Date.parse(row.expires_at) - Date.parse(row.created_at)
    const ends = expiresAt ?? (lasts === null ? null : new Date(now + lasts).toISOString())
    expectToCome(context, ends)
    const overlap = new Date(now + overlapHours * HOUR_MS).toISOString()
    const [id, token] = [work.newId(), newToken()]
    await record(context, 'key.rotated', { personId: row.person_id, keyId, newKeyId: id }, async () => {
      await insert(context, { id, token, personId: row.person_id, name: row.name, expiresAt: ends })
      const { numUpdatedRows } = await unit.db
        .updateTable('api_key')
        .set({ expires_at: row.expires_at !== null && row.expires_at < overlap ? row.expires_at : overlap })
        .where('id', '=', keyId)
        .where('revoked_at', 'is', null)
        .executeTakeFirstOrThrow()
      if (numUpdatedRows !== 1n) throw coreError('key.ended')
    })
    return { key: viewKey(await keyRow(context, id)), token: token.token }
  },
})

function expectToCome({ unit }: CallContext, expiresAt: string | null): void {
  if (expiresAt !== null && expiresAt <= unit.now) throw coreError('key.expiry_past')
}

interface NewKeyRow {
  readonly id: string
  readonly token: NewToken
  readonly personId: string
  readonly name: string
  readonly expiresAt: string | null
}

const insert = ({ unit, actor }: CallContext, { id, token, personId, name, expiresAt }: NewKeyRow) =>
  unit.db
    .insertInto('api_key')
    .values({
      id,
      person_id: personId,
      name,
      prefix: token.prefix,
      token_hash: token.hash,
      created_by: actor.personId,
      created_at: unit.now,
      expires_at: expiresAt,
      revoked_at: null,
      last_used_at: null,
    })
    .execute()
