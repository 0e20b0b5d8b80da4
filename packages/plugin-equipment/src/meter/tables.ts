export interface MeterTables {
  equipment_meter: MeterTable
  equipment_reading: ReadingTable
}

/** A counter of an item: pages, hours, kilometres, in whole units. */
export interface MeterTable {
  id: string
  item_id: string
  name: string
  unit: string | null
  /** What counters before this one had counted: what it shows and this is the total. */
  base_count: number
  /** Never falls, unless a reading was a mistake. */
  total_count: number
  last_value_count: number | null
  last_read_at: string | null
  version: number
  created_at: string
}

export type Correction = 'replaced' | 'mistake'

interface ReadingTable {
  id: string
  meter_id: string
  read_at: string
  value_count: number
  total_count: number
  correction: Correction | null
  note: string | null
  taken_by: string
}
