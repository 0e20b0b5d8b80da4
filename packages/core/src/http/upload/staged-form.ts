import { createHash } from 'node:crypto'
import type { StagedFile } from '../../file/schemas.ts'
import type { UploadBody } from '../../file/upload-body.ts'
import type { Caller } from '../../operation/caller.ts'
import type { RegisteredOperation } from '../../operation/composition.ts'
import { inputInvalid } from '../../operation/input-check.ts'
import { unknownKey } from '../json-body.ts'
import { type FormLimits, readForm } from './form.ts'

/** Calls core's operations `files.stage` and `files.discard`. */
export interface Stager {
  readonly limits: FormLimits
  readonly maxBytes: number
  stage(caller: Caller, file: { readonly name?: string; readonly body: UploadBody }, signal: AbortSignal): Promise<StagedFile>
  discard(caller: Caller, fileId: string, signal: AbortSignal): Promise<void>
}

export interface StagedForm {
  readonly fields: ReadonlyMap<string, readonly string[]>
  /** Of the files, in their order. */
  readonly fileIds: readonly string[]
  /** Takes back the files, where what they were for did not come about. */
  discard(): Promise<void>
}

/**
 * A form that brings the files of a command along: they are staged one after the other, and taken back if the form turns out to be damaged.
 * Under an idempotency key each file has one of its own made from it, so that the same form gives the same ids.
 */
export async function stagedForm(request: Request, caller: Caller, operation: RegisteredOperation, stager: Stager): Promise<StagedForm> {
  const fileIds: string[] = []
  let count = 0
  const discard = async (): Promise<void> => {
    // The same form under the same key is told the same ids again.
    if (callerOf(caller, operation, 0) !== caller) return
    await Promise.allSettled(fileIds.map((id) => stager.discard(caller, id, new AbortController().signal)))
  }
  try {
    const fields = await readForm(request, stager.limits, async ({ field, name, body }) => {
      if (field !== operation.spec.filesInto) throw inputInvalid([unknownKey(field)])
      const index = count
      count += 1
      const { id } = await stager.stage(callerOf(caller, operation, index), { name, body }, request.signal)
      fileIds[index] = id
    })
    return { fields, fileIds, discard }
  } catch (error) {
    await discard()
    throw error
  }
}

function callerOf(caller: Caller, operation: RegisteredOperation, index: number): Caller {
  if (!('options' in caller) || caller.options.idempotencyKey === undefined) return caller
  const idempotencyKey = createHash('sha256')
    .update(JSON.stringify([caller.options.idempotencyKey, operation.id, index]))
    .digest('base64url')
  if (caller.kind === 'known') return { ...caller, options: { ...caller.options, idempotencyKey } }
  return { ...caller, options: { ...caller.options, idempotencyKey } }
}
