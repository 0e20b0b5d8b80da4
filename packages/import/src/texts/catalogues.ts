import { fa } from './fa.ts'
import { he } from './he.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { ru } from './ru.ts'

export const catalogues = { fa, he, it, ja, ru }
