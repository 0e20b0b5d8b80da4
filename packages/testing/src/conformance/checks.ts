import type { Check } from './check.ts'
import { accessChecks } from './checks/access.ts'
import { staticChecks } from './checks/declarations.ts'
import { saysWhatItsValuesAre } from './checks/descriptions.ts'
import { extendsTickets } from './checks/extension.ts'
import { handlerChecks } from './checks/handlers.ts'
import { inputChecks } from './checks/inputs.ts'
import { migrationChecks } from './checks/migrations.ts'
import { answersOverHttp } from './checks/over-http.ts'
import { rendersItsPages } from './checks/pages.ts'
import { declaresPersonalColumns } from './checks/personal-columns.ts'
import { saysWhatIsPersonal } from './checks/personal-data.ts'
import { outputsAreClosed, schemasCompile } from './checks/schemas.ts'
import { travelsWithTheDesk } from './checks/transfer.ts'
import { typesAreCheap } from './checks/types.ts'

/** Everything that a plugin promises, in the order in which a failure is best read. */
export const conformanceChecks: readonly Check[] = [
  ...staticChecks,
  schemasCompile,
  outputsAreClosed,
  saysWhatItsValuesAre,
  typesAreCheap,
  ...migrationChecks,
  ...accessChecks,
  answersOverHttp,
  ...inputChecks,
  extendsTickets,
  saysWhatIsPersonal,
  declaresPersonalColumns,
  travelsWithTheDesk,
  ...handlerChecks,
  rendersItsPages,
]
