import { coreError } from '../../error/core-errors.ts'
import type { StagedFile } from '../../file/schemas.ts'
import type { Caller } from '../../operation/caller.ts'
import { inputInvalid } from '../../operation/input-check.ts'
import type { Exchange } from '../endpoint.ts'
import { unknownKey } from '../json-body.ts'
import { isForm, readForm } from './form.ts'
import { rawBody } from './raw-body.ts'
import type { Stager } from './staged-form.ts'

/** `POST /api/files?name=…` with the bytes as body, or with a form of one file. */
export async function upload({ request }: Exchange, caller: Caller, input: object, stager: Stager): Promise<StagedFile> {
  if (!isForm(request)) return stager.stage(caller, { ...input, body: rawBody(request, stager.maxBytes) }, request.signal)
  const staged: StagedFile[] = []
  let isWhole = false
  try {
    const fields = await readForm(request, { ...stager.limits, maxFiles: 1 }, async ({ name, body }) => {
      staged.push(await stager.stage(caller, { name, ...input, body }, request.signal))
    })
    const [field] = fields.keys()
    if (field !== undefined) throw inputInvalid([unknownKey(field)])
    const [file] = staged
    if (!file) throw coreError('file.empty')
    isWhole = true
    return file
  } finally {
    // A damaged form may have cut off the file, and nobody hears of it.
    if (!isWhole) await Promise.allSettled(staged.map(({ id }) => stager.discard(caller, id, new AbortController().signal)))
  }
}
