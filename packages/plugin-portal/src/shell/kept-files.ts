import { isDeskError } from '@deskwright/core'
import type { Reader } from './reader.ts'

/** Files that came with a try that had faults, by the ids that the page put into the form: of the reader's own alone. */
export async function keptFiles(reader: Reader, fields: ReadonlyMap<string, readonly string[]>): Promise<{ id: string; name: string }[]> {
  const ids = [...new Set(fields.get('_kept') ?? [])].slice(0, 50)
  const found = await Promise.all(
    ids.map(async (fileId) => {
      try {
        const { id, name } = await reader.desk().files.get({ fileId })
        return { id, name }
      } catch (error) {
        // Gone meanwhile, used, or somebody else's: it is not there.
        if (isDeskError(error) && error.status < 500) return null
        throw error
      }
    }),
  )
  return found.filter((one) => one !== null)
}
