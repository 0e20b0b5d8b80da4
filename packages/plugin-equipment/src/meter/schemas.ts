import { about, Id, Instant, Line, NextCursor, nullable, optional, pageInput, Short, type Static, Type } from '../schemas.ts'

const Count = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })
const Correction = Type.Union([Type.Literal('replaced'), Type.Literal('mistake')], {
  description: 'The counter was replaced and goes on from this value, or an earlier reading was wrong',
})
export const Meter = Type.Object(
  {
    id: Id,
    itemId: Id,
    name: about(Type.String(), 'What it counts, as it is shown'),
    unit: about(nullable(Type.String()), 'Such as `km`; null: none'),
    total: about(Type.Integer(), 'All that was counted, also by counters before this one'),
    lastValue: about(nullable(Type.Integer()), 'What the counter showed last; null: never read'),
    lastReadAt: about(nullable(Instant), 'When it was read last; null: never'),
  },
  { title: 'EquipmentMeter' },
)
export interface Meter extends Static<typeof Meter> {}
export const MeterList = Type.Object({ items: about(Type.Array(Meter), 'The counters of the item') }, { title: 'EquipmentMeterList' })
export interface MeterList extends Static<typeof MeterList> {}
export const MetersOfItem = Type.Object({ itemId: Id })
export interface MetersOfItem extends Static<typeof MetersOfItem> {}
export const CreateMeter = Type.Object({
  itemId: Id,
  name: about(Line, 'What it counts, as it is shown'),
  unit: optional(about(Short, 'Such as `km`')),
})
export interface CreateMeter extends Static<typeof CreateMeter> {}
export const TakeReading = Type.Object({
  meterId: Id,
  value: about(Count, 'What the counter shows'),
  readAt: optional(about(Instant, 'Now unless told; before the last one, where the value fits between those around it')),
  correction: optional(Correction),
  note: optional(about(Line, 'Words on this reading')),
})
export interface TakeReading extends Static<typeof TakeReading> {}
const MeterReading = Type.Object(
  {
    id: Id,
    readAt: Instant,
    value: about(Type.Integer(), 'What the counter showed'),
    total: about(Type.Integer(), 'All that was counted by then, also by counters before'),
    correction: about(
      nullable(Correction),
      'Replaced: the counter goes on from this value; mistake: an earlier reading was wrong; null: neither',
    ),
    note: about(nullable(Type.String()), 'Words on this reading; null: none'),
  },
  { title: 'EquipmentReading' },
)
export const ReadingPage = Type.Object(
  { items: about(Type.Array(MeterReading), 'What is on this page'), nextCursor: NextCursor },
  { title: 'EquipmentReadingPage' },
)
export interface ReadingPage extends Static<typeof ReadingPage> {}
export const ListReadings = Type.Object({ meterId: Id, ...pageInput })
export interface ListReadings extends Static<typeof ListReadings> {}
