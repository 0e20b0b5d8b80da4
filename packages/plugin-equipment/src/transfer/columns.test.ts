import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { csvLine, guarded, headerFault, headerName, unguarded } from './columns.ts'

const hostile = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  "'=1",
  "''=1",
  "'x",
  '=HYPERLINK("https://x.example";"a")',
  '',
  'מדפסת',
  'a,b',
  'a"b',
  'a\nb',
  ' a ',
]

describe('cells', () => {
  it.each(hostile)('%j comes back as it was, and never runs', (text) => {
    expect(unguarded(guarded(text))).toBe(text)
    expect(guarded(text)).not.toMatch(/^[=+\-@\t\r]/)
  })
  it('stay cells of one line', () =>
    expect(parse(csvLine(hostile.map(guarded)), { record_delimiter: '\r\n' })[0]?.map(unguarded)).toEqual(hostile))
})

describe('headers', () => {
  it('are read as spreadsheets write them, and what is wrong with them is said', () => {
    expect(headerName(' Inventory Number ')).toBe('inventory_number')
    expect(headerFault(['inventory_number', 'name', 'kind', 'attribute:memory'])).toBeUndefined()
    expect(headerFault(['name', 'kind'])).toBe("no column 'inventory_number'")
    expect(headerFault(['inventory_number', 'name', 'kind', 'colour'])).toBe("unknown column 'colour'")
    expect(headerFault(['inventory_number', 'name', 'kind', 'name'])).toBe("column 'name' stands twice")
  })
})
