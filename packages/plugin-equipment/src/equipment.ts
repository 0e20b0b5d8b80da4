import { createKind, kind, kinds, updateKind } from './directory/kinds.ts'
import { createManufacturer, manufacturers, updateManufacturer } from './directory/manufacturers.ts'
import { mergeRows, removeRow } from './directory/merge-rows.ts'
import { createModel, models, updateModel } from './directory/models.ts'
import { kit } from './kit.ts'
import { registry } from './migrations/0001-registry.ts'
import { personalData } from './personal-data.ts'
import { catalogues } from './texts/catalogues.ts'
import { permissionTitles } from './titles.ts'

const saved = { audience: 'staff' } as const

/** The registry of equipment. */
export const equipment = kit.definePlugin({
  id: 'equipment',
  version: '0.0.0',
  contract: 1,
  operations: {
    kinds,
    kind,
    createKind,
    updateKind,
    manufacturers,
    createManufacturer,
    updateManufacturer,
    models,
    createModel,
    updateModel,
    mergeRows,
    removeRow,
  },
  permissions: {
    'equipment.see': { title: permissionTitles['equipment.see'] },
    'equipment.change': { title: permissionTitles['equipment.change'] },
    'equipment.directories': { title: permissionTitles['equipment.directories'] },
    'equipment.plans': { title: permissionTitles['equipment.plans'] },
    'equipment.use_retired': { title: permissionTitles['equipment.use_retired'] },
  },
  roles: {
    'equipment.keeper': {
      title: 'Keeps the equipment',
      capacity: 'staff',
      permissions: [
        'ticket.read',
        'company.read',
        'person.read',
        'file.stage',
        'equipment.see',
        'equipment.change',
        'equipment.directories',
        'equipment.plans',
        'equipment.use_retired',
      ],
    },
    'equipment.viewer': { title: 'Sees the equipment', capacity: 'staff', permissions: ['ticket.read', 'company.read', 'equipment.see'] },
    'equipment.customer': { title: 'Sees the equipment of the company', capacity: 'customer', permissions: ['equipment.see'] },
  },
  events: {
    'equipment.kind_saved': { subject: 'kindId', title: 'Kind of equipment saved', ...saved },
    'equipment.manufacturer_saved': { subject: 'manufacturerId', title: 'Manufacturer saved', ...saved },
    'equipment.model_saved': { subject: 'modelId', title: 'Model saved', ...saved },
    'equipment.rows_merged': { subject: 'intoId', title: 'Rows of a directory merged', ...saved },
    'equipment.row_removed': { subject: 'rowId', title: 'Row of a directory removed', ...saved },
  },
  migrations: { '0001_registry': registry },
  texts: catalogues,
  personalData,
  acts: ['ticket.read'],
})
