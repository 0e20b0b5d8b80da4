import { equipmentError } from '../errors.ts'
import { seeItem } from '../item/item-row.ts'
import { stream } from '../kit.ts'
import { Labels } from './schemas.ts'
import { labelSheet } from './sheet.ts'

export const labels = stream({
  route: 'GET /labels',
  summary: 'A sheet of labels to print (SVG), each with a code that opens its item.',
  permission: 'equipment.see',
  audience: 'staff',
  input: Labels,
  contentType: 'image/svg+xml',
  isFile: true,
  async run(work, { itemIds }) {
    const address = work.options.itemUrl
    if (address === undefined) throw equipmentError('equipment.no_address')
    const sheet = await work.read(async (batch) => {
      const found = []
      for (const itemId of itemIds) {
        const { label, inventory_number: inventoryNumber, name } = await seeItem(batch, itemId)
        found.push({ address: address.replace('{label}', label), inventoryNumber, name, code: label })
      }
      return new TextEncoder().encode(labelSheet(found))
    })
    return {
      name: 'labels.svg',
      contentType: 'image/svg+xml',
      size: sheet.byteLength,
      async *open(range) {
        yield range ? sheet.subarray(range.start, range.end + 1) : sheet
      },
    }
  },
})
