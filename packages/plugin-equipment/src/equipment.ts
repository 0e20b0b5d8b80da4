import { createKind, kind, kinds, updateKind } from './directory/kinds.ts'
import { createManufacturer, manufacturers, updateManufacturer } from './directory/manufacturers.ts'
import { mergeRows, removeRow } from './directory/merge-rows.ts'
import { createModel, models, updateModel } from './directory/models.ts'
import { changeStatus, removeItem } from './item/change-status.ts'
import { createItem } from './item/create-item.ts'
import { addFile, file, files, removeFile } from './item/files.ts'
import { moveItem } from './item/move-item.ts'
import { item, itemHistory, items, scan } from './item/read-items.ts'
import { updateItem } from './item/update-item.ts'
import { kit } from './kit.ts'
import { labels } from './label/labels.ts'
import { createMeter, meters, readings, takeReading } from './meter/meters.ts'
import { registry } from './migrations/0001-registry.ts'
import { plans as planMigration } from './migrations/0002-plans.ts'
import { meters as meterMigration } from './migrations/0003-meters.ts'
import { defaults } from './migrations/0004-defaults.ts'
import { object, objectHistory, objects } from './object/read-objects.ts'
import { createObject, removeObject, updateObject } from './object/save-object.ts'
import { pages } from './page/pages.ts'
import { personalData } from './personal-data.ts'
import { followPlanTickets } from './plan/completion.ts'
import { followCalendars, plansByCalendar, shiftPlan } from './plan/follow-calendars.ts'
import { planJobs } from './plan/jobs.ts'
import { openPlanTicket } from './plan/open-ticket.ts'
import { endPlan, pausePlan, resumePlan } from './plan/plan-state.ts'
import { duePlans, plan, planHistory, plans, previewPlan } from './plan/read-plans.ts'
import { runPlan } from './plan/run-plan.ts'
import { createPlan, updatePlan } from './plan/save-plan.ts'
import { planEvents } from './plan/titles.ts'
import { addDependency, affected, dependencies, removeDependency } from './relation/dependencies.ts'
import { parts, putPart, replacePart, takeOutPart } from './relation/parts.ts'
import { catalogues } from './texts/catalogues.ts'
import { onTicket } from './ticket/extension.ts'
import { followTickets } from './ticket/follow-tickets.ts'
import { report } from './ticket/report.ts'
import { permissionTitles } from './titles.ts'
import { exportItems } from './transfer/export-items.ts'
import { importBatch } from './transfer/import-batch.ts'
import {
  cancelImport,
  failImport,
  importFaults,
  importSource,
  importState,
  imports,
  resumeImport,
  startImport,
} from './transfer/imports.ts'
import { takeOver } from './transfer/take-over.ts'

/** One attempt at an import; what is left is gone on with by the next. */
const IMPORT_MS = 900_000
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
    objects,
    object,
    createObject,
    updateObject,
    removeObject,
    objectHistory,
    items,
    item,
    scan,
    createItem,
    updateItem,
    moveItem,
    changeStatus,
    removeItem,
    itemHistory,
    files,
    addFile,
    removeFile,
    file,
    parts,
    putPart,
    replacePart,
    takeOutPart,
    dependencies,
    addDependency,
    removeDependency,
    affected,
    report,
    plans,
    plan,
    createPlan,
    updatePlan,
    pausePlan,
    resumePlan,
    endPlan,
    previewPlan,
    planHistory,
    duePlans,
    runPlan,
    openPlanTicket,
    plansByCalendar,
    shiftPlan,
    meters,
    createMeter,
    takeReading,
    readings,
    startImport,
    imports,
    importState,
    importFaults,
    resumeImport,
    cancelImport,
    importSource,
    importBatch,
    failImport,
    exportItems,
    labels,
  },
  permissions: {
    'equipment.see': { title: permissionTitles['equipment.see'] },
    'equipment.change': { title: permissionTitles['equipment.change'] },
    'equipment.directories': { title: permissionTitles['equipment.directories'] },
    'equipment.plans': { title: permissionTitles['equipment.plans'] },
    'equipment.use_retired': { title: permissionTitles['equipment.use_retired'] },
  },
  // Which tickets somebody sees is for other roles to say: over the whole desk, these are about equipment alone.
  roles: {
    'equipment.keeper': {
      title: 'Keeps the equipment',
      capacity: 'staff',
      permissions: [
        'company.read',
        'person.read',
        'team.read',
        'calendar.read',
        'file.stage',
        'equipment.see',
        'equipment.change',
        'equipment.directories',
        'equipment.plans',
        'equipment.use_retired',
      ],
    },
    'equipment.viewer': { title: 'Sees the equipment', capacity: 'staff', permissions: ['company.read', 'equipment.see'] },
    'equipment.customer': { title: 'Sees the equipment of the company', capacity: 'customer', permissions: ['equipment.see'] },
  },
  events: {
    'equipment.kind_saved': { subject: 'kindId', title: 'Kind of equipment saved', ...saved },
    'equipment.manufacturer_saved': { subject: 'manufacturerId', title: 'Manufacturer saved', ...saved },
    'equipment.model_saved': { subject: 'modelId', title: 'Model saved', ...saved },
    'equipment.rows_merged': { subject: 'intoId', title: 'Rows of a directory merged', ...saved },
    'equipment.row_removed': { subject: 'rowId', title: 'Row of a directory removed', ...saved },
    'equipment.object_saved': { subject: 'objectId', title: 'Place saved', ...saved },
    'equipment.object_removed': { subject: 'objectId', title: 'Place removed', ...saved },
    'equipment.item_added': { subject: 'itemId', title: 'Equipment entered', ...saved },
    'equipment.item_changed': { subject: 'itemId', title: 'Equipment changed', ...saved },
    'equipment.item_moved': { subject: 'itemId', title: 'Equipment moved', ...saved },
    'equipment.status_changed': { subject: 'itemId', title: 'Status of equipment changed', ...saved },
    'equipment.item_removed': { subject: 'itemId', title: 'Equipment removed', ...saved },
    'equipment.file_added': { subject: 'itemId', title: 'File of equipment added', ...saved },
    'equipment.file_removed': { subject: 'itemId', title: 'File of equipment removed', ...saved },
    'equipment.part_put': { subject: 'itemId', title: 'Part put in', ...saved },
    'equipment.part_taken_out': { subject: 'itemId', title: 'Part taken out', ...saved },
    'equipment.dependency_added': { subject: 'itemId', title: 'Equipment connected', ...saved },
    'equipment.dependency_removed': { subject: 'itemId', title: 'Equipment disconnected', ...saved },
    'equipment.import_started': { subject: 'importId', title: 'Import of equipment started', ...saved },
    'equipment.import_progressed': { subject: 'importId', title: 'Import of equipment went on', ...saved },
    'equipment.import_ended': { subject: 'importId', title: 'Import of equipment ended', ...saved },
    'equipment.ticket_items_changed': { subject: 'ticketId', title: 'Equipment of the ticket changed', audience: 'both' },
    'equipment.meter_added': { subject: 'itemId', title: 'Counter added', ...saved },
    'equipment.reading_taken': { subject: 'itemId', title: 'Counter read', ...saved },
    ...planEvents,
  },
  migrations: { '0001_registry': registry, '0002_plans': planMigration, '0003_meters': meterMigration, '0004_defaults': defaults },
  texts: catalogues,
  pages,
  personalData,
  ticketExtension: onTicket,
  jobs: { ...planJobs, takeOver: { timeout: IMPORT_MS, run: takeOver } },
  acts: [
    'ticket.read',
    'ticket.create',
    'ticket.edit_checklist',
    'person.read',
    'company.read',
    'team.read',
    'calendar.read',
    'equipment.see',
    'equipment.change',
    'equipment.plans',
  ],
  setup(ctx) {
    followTickets(ctx)
    followPlanTickets(ctx)
    followCalendars(ctx)
  },
})
