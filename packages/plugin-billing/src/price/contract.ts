import type { Bytes } from '@deskwright/core'
import type {
  CreatePriceGroup,
  CreatePriceItem,
  CreateTaxClass,
  ListPrices,
  PriceGroup,
  PriceGroupList,
  PriceItem,
  PriceItemById,
  PriceItemPage,
  SetPrice,
  SetTaxRate,
  TaxClass,
  TaxClassList,
  UpdatePriceItem,
} from './schemas.ts'
import type { ImportedPrices, ImportPrices } from './table-schemas.ts'

export interface PriceService {
  taxClasses(): Promise<TaxClassList>
  /** Throws `billing.code_taken`. */
  createTaxClass(input: CreateTaxClass): Promise<TaxClass>
  /** Which rate a class has from a day on. Invoices that are out stay as they are. */
  setTaxRate(input: SetTaxRate): Promise<TaxClass>
  priceGroups(): Promise<PriceGroupList>
  createPriceGroup(input: CreatePriceGroup): Promise<PriceGroup>
  /** The price list, by name. */
  priceItems(input: ListPrices): Promise<PriceItemPage>
  priceItem(input: PriceItemById): Promise<PriceItem>
  /** Throws `billing.code_taken`, `billing.unit_of_work`. */
  createPriceItem(input: CreatePriceItem): Promise<PriceItem>
  /** Throws `billing.version_stale`. */
  updatePriceItem(input: UpdatePriceItem): Promise<PriceItem>
  /** What it costs from a day on. Throws `billing.price_overlap`, `billing.currency_unknown`. */
  setPrice(input: SetPrice): Promise<PriceItem>
  /** Takes a table of prices over: all of it, or, where a line is not right, nothing, with every bad line named. */
  importPrices(input: ImportPrices): Promise<ImportedPrices>
  /** The same table, of everything in the list. */
  exportPrices(): Promise<Bytes>
}

export interface PriceEvents {
  'billing.tax_saved': { taxClassId: string }
  'billing.price_group_saved': { groupId: string }
  'billing.price_item_saved': { priceItemId: string }
  'billing.price_set': { priceItemId: string }
  'billing.prices_imported': { importId: string; created: number; changed: number }
}
