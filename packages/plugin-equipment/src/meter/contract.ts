import type { CreateMeter, ListReadings, Meter, MeterList, MetersOfItem, ReadingPage, TakeReading } from './schemas.ts'

export interface MeterService {
  /** The counters of an item. */
  meters(input: MetersOfItem): Promise<MeterList>
  createMeter(input: CreateMeter): Promise<Meter>
  /**
   * What a counter shows. It never falls, unless it was replaced or an earlier reading was a mistake; plans that go by it open their tickets
   * within a minute. Throws `equipment.meter_not_found`, `equipment.reading_falls`, `equipment.reading_order`.
   */
  takeReading(input: TakeReading): Promise<Meter>
  /** Newest first. */
  readings(input: ListReadings): Promise<ReadingPage>
}

export interface MeterEvents {
  'equipment.meter_added': { itemId: string; meterId: string }
  'equipment.reading_taken': { itemId: string; meterId: string }
}
