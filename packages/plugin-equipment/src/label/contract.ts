import type { Bytes } from '@deskwright/core'
import type { Labels } from './schemas.ts'

export interface LabelService {
  /** A sheet of labels to print (SVG, A4, three by eight), each with a code that opens its item. Throws `equipment.no_address`. */
  labels(input: Labels): Promise<Bytes>
}
