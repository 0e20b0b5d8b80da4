import { parse } from 'csv-parse/sync'
import { BYTE_ORDER_MARK, csvLine, guarded, unguarded } from '../csv.ts'
import { billingError } from '../errors.ts'
import { command, stream } from '../kit.ts'
import { decimalOf } from '../money/currency.ts'
import { oneAtATime, permitIn } from '../work.ts'
import { PriceListPlan } from './price-list-plan.ts'
import { type Cells, type Column, columns, priceLine, required } from './table-line.ts'
import { ImportedPrices, ImportPrices } from './table-schemas.ts'

const LINES = 10_000
const BATCH = 200

export const importPrices = command({
  route: 'POST /price-items/import',
  summary: 'Takes a table of prices over: all of it, or nothing, with every bad line named.',
  permission: 'billing.price_change',
  audience: 'staff',
  input: ImportPrices,
  output: ImportedPrices,
  async run(work, { table, isDryRun = false }) {
    permitIn(work, null, 'billing.price_change')
    const rows = read(table)
    const id = work.newId()
    const look = async (): Promise<{ plan: PriceListPlan; faults: ImportedPrices['faults'] }> => {
      const plan = await PriceListPlan.of(work)
      const faults = rows.flatMap(({ line, cells }) => {
        const said = priceLine(cells)
        const found = 'code' in said ? plan.add(said) : said
        return found.map((fault) => ({ line, ...fault }))
      })
      return { plan, faults }
    }
    const seen = await look()
    const answer = ({ plan, faults }: typeof seen): ImportedPrices => ({ id, lines: rows.length, ...plan.counts(), faults })
    if (isDryRun || seen.faults.length) return answer(seen)
    const { created, changed } = seen.plan.counts()
    return work.change('billing.prices_imported', { importId: id, created, changed }, async (db) => {
      await oneAtATime(db, 'prices')
      // Looked at once more behind the lock: what was free a moment ago may be taken now, and then nothing of the table is written.
      const now = await look()
      if (now.faults.length) throw billingError('billing.table_unreadable', { fault: now.faults[0]?.message ?? '' }, { retryable: true })
      await now.plan.write(work, db)
      return answer(now)
    })
  },
})

interface Row {
  readonly line: number
  readonly cells: Cells
}

function read(table: string): readonly Row[] {
  const unreadable = (fault: string) => billingError('billing.table_unreadable', { fault })
  const records: { readonly record: readonly string[]; readonly line: number }[] = []
  try {
    parse(table, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      delimiter: delimiterOf(table),
      on_record: (record: string[], { lines }) => void records.push({ record, line: lines }),
    })
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message.slice(0, 200) : 'it is no CSV')
  }
  const [head, ...lines] = records
  if (!head) throw unreadable('it is empty')
  if (lines.length > LINES) throw unreadable(`it has more than ${LINES} lines`)
  const names = head.record.map((cell) => cell.trim().toLowerCase().replaceAll(/\s+/g, '_'))
  const unknown = names.find((name) => !columns.some((column) => column === name))
  if (unknown !== undefined) throw unreadable(`unknown column '${unknown.slice(0, 80)}'`)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw unreadable(`column '${twice}' stands twice`)
  const missing = required.find((column) => !names.includes(column))
  if (missing !== undefined) throw unreadable(`no column '${missing}'`)
  const cell = (record: readonly string[], column: Column): string => unguarded((record[names.indexOf(column)] ?? '').trim())
  return lines.map(({ record, line }) => ({
    line,
    cells: {
      code: cell(record, 'code'),
      name: cell(record, 'name'),
      kind: cell(record, 'kind').toLowerCase(),
      group: cell(record, 'group'),
      unit: cell(record, 'unit'),
      tax_class: cell(record, 'tax_class'),
      currency: cell(record, 'currency').toUpperCase(),
      price: cell(record, 'price'),
      valid_from: cell(record, 'valid_from'),
      valid_until: cell(record, 'valid_until'),
    },
  }))
}

/** Where the comma is for decimals, spreadsheets write semicolons. */
const delimiterOf = (table: string): string => {
  const [head = ''] = table.split(/\r?\n/, 1)
  return head.includes(';') && !head.includes(',') ? ';' : ','
}

export const exportPrices = stream({
  route: 'GET /price-items/export',
  summary: 'The price list as a table (CSV in UTF-8), as an import reads it.',
  permission: 'billing.price_see',
  audience: 'staff',
  contentType: 'text/csv; charset=utf-8',
  async *run(work) {
    yield BYTE_ORDER_MARK
    yield csvLine(columns)
    for (let after: string | undefined; ; ) {
      const { lines, last, isEnd } = await work.read(async ({ db }) => {
        let rows = db
          .selectFrom('billing_price_item')
          .innerJoin('billing_tax_class', 'billing_tax_class.id', 'billing_price_item.tax_class_id')
          .leftJoin('billing_price_group', 'billing_price_group.id', 'billing_price_item.group_id')
          .selectAll('billing_price_item')
          .select(['billing_tax_class.code as tax_code', 'billing_price_group.name as group_name'])
          .orderBy('billing_price_item.id')
          .limit(BATCH)
        if (after !== undefined) rows = rows.where('billing_price_item.id', '>', after)
        const found = await rows.execute()
        const ids = found.map(({ id }) => id)
        const prices = ids.length
          ? await db.selectFrom('billing_price').selectAll().where('item_id', 'in', ids).orderBy('currency').orderBy('valid_from').execute()
          : []
        const lines = found.flatMap((item) =>
          prices
            .filter(({ item_id }) => item_id === item.id)
            .map(({ currency, amount_minor, valid_from, valid_until }) =>
              csvLine(
                [
                  item.code,
                  item.name,
                  item.kind,
                  item.group_name ?? '',
                  item.unit,
                  item.tax_code,
                  currency,
                  decimalOf(amount_minor, currency),
                  valid_from,
                  valid_until ?? '',
                ].map(guarded),
              ),
            ),
        )
        return { lines, last: ids.at(-1), isEnd: found.length < BATCH }
      })
      for (const line of lines) yield line
      after = last
      if (isEnd || after === undefined) return
    }
  },
})
