import { Id, Instant, Line, NextCursor, nullable, optional, pageInput, Short, type Static, Type } from '../schemas.ts'

const Count = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })
const Correction = Type.Union([Type.Literal('replaced'), Type.Literal('mistake')], {
  description: 'The counter was replaced and goes on from this value, or an earlier reading was wrong',
})
export const Meter = Type.Object(
  {
    id: Id,
    itemId: Id,
    name: Type.String(),
    unit: nullable(Type.String()),
    /** All that was counted, also by counters before this one. */
    total: Type.Integer(),
    lastValue: nullable(Type.Integer()),
    lastReadAt: nullable(Instant),
  },
  { title: 'EquipmentMeter' },
)
export interface Meter extends Static<typeof Meter> {}
export const MeterList = Type.Object({ items: Type.Array(Meter) }, { title: 'EquipmentMeterList' })
export interface MeterList extends Static<typeof MeterList> {}
export const MetersOfItem = Type.Object({ itemId: Id })
export interface MetersOfItem extends Static<typeof MetersOfItem> {}
export const CreateMeter = Type.Object({ itemId: Id, name: Line, unit: optional(Short) })
export interface CreateMeter extends Static<typeof CreateMeter> {}
export const TakeReading = Type.Object({
  meterId: Id,
  value: Count,
  /** Now unless told; not before the last one. */
  readAt: optional(Instant),
  correction: optional(Correction),
  note: optional(Line),
})
export interface TakeReading extends Static<typeof TakeReading> {}
const MeterReading = Type.Object(
  {
    id: Id,
    readAt: Instant,
    value: Type.Integer(),
    total: Type.Integer(),
    correction: nullable(Correction),
    note: nullable(Type.String()),
  },
  { title: 'EquipmentReading' },
)
export const ReadingPage = Type.Object({ items: Type.Array(MeterReading), nextCursor: NextCursor }, { title: 'EquipmentReadingPage' })
export interface ReadingPage extends Static<typeof ReadingPage> {}
export const ListReadings = Type.Object({ meterId: Id, ...pageInput })
export interface ListReadings extends Static<typeof ListReadings> {}
