import { createPriceGroup, priceGroups } from './groups.ts'
import { createPriceItem, priceItem, priceItems, updatePriceItem } from './price-items.ts'
import { setPrice } from './set-price.ts'
import { exportPrices, importPrices } from './table.ts'
import { createTaxClass, setTaxRate, taxClasses } from './tax.ts'

export const priceOperations = {
  taxClasses,
  createTaxClass,
  setTaxRate,
  priceGroups,
  createPriceGroup,
  priceItems,
  priceItem,
  createPriceItem,
  updatePriceItem,
  setPrice,
  importPrices,
  exportPrices,
}

const saved = { audience: 'staff' } as const
export const priceEvents = {
  'billing.tax_saved': { subject: 'taxClassId', title: 'Tax class saved', ...saved },
  'billing.price_group_saved': { subject: 'groupId', title: 'Group of prices saved', ...saved },
  'billing.price_item_saved': { subject: 'priceItemId', title: 'Item of the price list saved', ...saved },
  'billing.price_set': { subject: 'priceItemId', title: 'Price set', ...saved },
  'billing.prices_imported': { subject: 'importId', title: 'Prices imported', ...saved },
} as const
