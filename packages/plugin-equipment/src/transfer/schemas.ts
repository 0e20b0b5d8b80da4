import { about, Id, Instant, NextCursor, nullable, optional, pageInput, type Static, Type } from '../schemas.ts'

const mostInBatch = 200
export const StartImport = Type.Object({
  fileId: about(Id, 'A staged file: CSV in UTF-8, with a header'),
  isDryRun: optional(about(Type.Boolean(), 'Tells what would happen, and changes nothing')),
})
export interface StartImport extends Static<typeof StartImport> {}
export const ImportById = Type.Object({ importId: Id })
export interface ImportById extends Static<typeof ImportById> {}
const State = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('running'),
  Type.Literal('done'),
  Type.Literal('failed'),
  Type.Literal('cancelled'),
])
export const Import = Type.Object(
  {
    id: Id,
    fileName: about(Type.String(), 'As it was uploaded'),
    isDryRun: about(Type.Boolean(), 'It only tells what would happen'),
    state: about(State, 'How far it is'),
    lines: about(Type.Integer(), 'Lines read so far, without the header'),
    created: about(Type.Integer(), 'Items that are new'),
    updated: about(Type.Integer(), 'Items that were there before'),
    faulty: about(Type.Integer(), 'Lines with something wrong; nothing of them was taken over'),
    reason: about(nullable(Type.String()), 'Why it failed; null: it did not'),
    startedAt: Instant,
    finishedAt: about(nullable(Instant), 'Null: it has not come to its end'),
  },
  { title: 'EquipmentImport' },
)
export interface Import extends Static<typeof Import> {}
export const ImportPage = Type.Object(
  { items: about(Type.Array(Import), 'What is on this page'), nextCursor: NextCursor },
  { title: 'EquipmentImportPage' },
)
export interface ImportPage extends Static<typeof ImportPage> {}
export const ListImports = Type.Object({ ...pageInput })
export interface ListImports extends Static<typeof ListImports> {}
export const ListFaults = Type.Object({ importId: Id, ...pageInput })
export interface ListFaults extends Static<typeof ListFaults> {}
const ImportFault = Type.Object(
  {
    line: about(Type.Integer(), 'In the file, as an editor counts; the header is 1'),
    column: about(Type.String(), 'Name of the column; empty where it is the line as a whole'),
    code: about(Type.String(), 'Code of the refusal'),
    message: about(Type.String(), 'What is wrong, and what to do'),
  },
  { title: 'EquipmentImportFault' },
)
export interface ImportFault extends Static<typeof ImportFault> {}
export const FaultPage = Type.Object(
  { items: about(Type.Array(ImportFault), 'What is on this page'), nextCursor: NextCursor },
  { title: 'EquipmentImportFaultPage' },
)
export interface FaultPage extends Static<typeof FaultPage> {}

/** For the plugin's own job. */
export const ImportBatch = Type.Object({
  importId: Id,
  /** How many records were done before. */
  after: Type.Integer({ minimum: 0 }),
  columns: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200 }),
  rows: Type.Array(
    Type.Object({
      line: Type.Integer({ minimum: 1 }),
      cells: Type.Array(Type.String({ maxLength: 20_000 }), { maxItems: 200 }),
      /** What was wrong with it as a line. */
      fault: optional(Type.String({ maxLength: 500 })),
    }),
    { maxItems: mostInBatch },
  ),
  isLast: Type.Boolean(),
})
export interface ImportBatch extends Static<typeof ImportBatch> {}
export const Batched = Type.Object({ importId: Id, next: Type.Integer(), goesOn: Type.Boolean() }, { title: 'EquipmentImportBatched' })
export interface Batched extends Static<typeof Batched> {}
export const FailImport = Type.Object({ importId: Id, reason: Type.String({ minLength: 1, maxLength: 500 }) })
export interface FailImport extends Static<typeof FailImport> {}
export const ExportItems = Type.Object({
  companyId: optional(Id),
  withRetired: optional(about(Type.Boolean(), 'Retired ones, too; not unless told')),
})
export interface ExportItems extends Static<typeof ExportItems> {}
