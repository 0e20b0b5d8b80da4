import { about, Id, type Static, Type } from '../schemas.ts'

const labelsOnSheet = 24
export const Labels = Type.Object({
  itemIds: about(
    Type.Array(Id, { minItems: 1, maxItems: labelsOnSheet, uniqueItems: true }),
    'Items whose labels are printed, at most a sheet full',
  ),
})
export interface Labels extends Static<typeof Labels> {}
