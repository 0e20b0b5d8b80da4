import { Id, type Static, Type } from '../schemas.ts'

const labelsOnSheet = 24
export const Labels = Type.Object({ itemIds: Type.Array(Id, { minItems: 1, maxItems: labelsOnSheet, uniqueItems: true }) })
export interface Labels extends Static<typeof Labels> {}
