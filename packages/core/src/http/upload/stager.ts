import type { StagedFile } from '../../file/schemas.ts'
import type { RegisteredOperation } from '../../operation/composition.ts'
import type { HttpDesk } from '../http-desk.ts'
import type { HttpSettings } from '../http-options.ts'
import type { Stager } from './staged-form.ts'

/** The files of forms go the way of all files: by the operation that takes them in. */
export function stagerOf(
  { composition, files, invoke }: Pick<HttpDesk, 'composition' | 'files' | 'invoke'>,
  settings: HttpSettings,
): Stager {
  const operation = (method: string): RegisteredOperation => {
    const found = composition.groups.get('files')?.get(method)
    if (!found) throw new TypeError(`core has no operation files.${method}`)
    return found
  }
  return {
    limits: { maxFieldBytes: settings.maxBodyBytes, maxFiles: files.maxPerMessage, pace: files.pace },
    maxBytes: files.maxBytes,
    stage: async (caller, file, signal) => (await invoke(operation('stage'), caller, file, signal)) as StagedFile,
    async discard(caller, fileId, signal) {
      await invoke(operation('discard'), caller, { fileId }, signal)
    },
  }
}
