export type { RoleDefinition } from './access/default-roles.ts'
export type { GrantsFor, HostGrant, Veto, VetoedTicket } from './access/host-access.ts'
export { ANALYSIS_VERSION as analysisVersion, findForms, foldedText, indexTokens, queryTerms, type Term } from './analysis/analyze.ts'
export type { ApprovalsContract, ApprovalsService } from './approval/contract.ts'
export type { AttachmentsContract, AttachmentsService } from './attachment/contract.ts'
export type { AuditContract, AuditService } from './audit/contract.ts'
export { calendarFaults } from './calendar/calendar-faults.ts'
export type { CalendarSpec, DayWindow, SpecialDay, Weekday } from './calendar/calendar-spec.ts'
export type { CalendarsContract, CalendarsService } from './calendar/contract.ts'
export { type WorkingTime, workingTime } from './calendar/working-time.ts'
export type { ChecklistsContract, ChecklistsService } from './checklist/contract.ts'
export type { CompanyFacts } from './company/company-facts.ts'
export type { CompaniesContract, CompaniesService } from './company/contract.ts'
export type { CoreContract } from './core-contract.ts'
export { createDesk } from './desk/create-desk.ts'
export type { Callers, Desk, Past, PastActor } from './desk/desk.ts'
export type { DeskOptions } from './desk/desk-options.ts'
export type { Diagnosis, DoctorOptions, Finding } from './desk/doctor.ts'
export type { DeskInfo } from './desk/info.ts'
export { createDesks } from './desk/many/create-desks.ts'
export type { Desks, TenantOutcome } from './desk/many/desks.ts'
export type { DesksOptions, TenantPlace, TenantRegistry } from './desk/many/desks-options.ts'
export { filePerTenant, isTenantName, schemaPerTenant } from './desk/many/tenant-places.ts'
export { defineErrors, type ErrorFactory } from './error/define-errors.ts'
export { type DeskError, isDeskError } from './error/desk-error.ts'
export type { FilesContract, FilesService } from './file/contract.ts'
export type { FileFacts, FileRules, WorkFiles } from './file/file-facts.ts'
export type { FilesOptions } from './file/files-options.ts'
export { type FolderStorageOptions, folderStorage } from './file/folder-storage.ts'
export type { FileScanner, FileToScan, ScanVerdict } from './file/scanner.ts'
export type { ByteRange, FileStorage } from './file/storage.ts'
export type { UploadBody } from './file/upload-body.ts'
export type { DeliveriesContract, DeliveriesService } from './hook/contract.ts'
export type { HttpOptions } from './http/http-options.ts'
export type { OpenApiDocument } from './http/openapi/document.ts'
export type { JobQueue } from './job/job-queue.ts'
export type { KeysContract, KeysService } from './key/contract.ts'
export type { LinksContract, LinksService } from './link/contract.ts'
export type { LiveContract, LiveService } from './live/contract.ts'
export type { LiveOptions } from './live/live-options.ts'
export { defaultTicketTypes } from './machine/default-types/default-ticket-types.ts'
export type { Category, FieldSpec, Priority, Title } from './machine/ticket-type.ts'
export { defineTicketType, extendTicketType, type TicketTypeExtension, type TicketTypeSpec } from './machine/ticket-type.ts'
export type { NotificationsContract, NotificationsService } from './notification/contract.ts'
export type { Actor, Capacity, Person } from './operation/actor.ts'
export type { Acting, Audience } from './operation/audience.ts'
export type { AsOptions } from './operation/caller.ts'
export type { CallerFacts, Place } from './operation/caller-facts.ts'
export type { Logger } from './operation/logger.ts'
export type { Bytes, NamedFile, Operation } from './operation/operation.ts'
export type {
  CommandPermit,
  EnqueueOptions,
  ListPage,
  PreparedRead,
  Reader,
  Reading,
  Scope,
  Streaming,
  TicketPermit,
  Work,
  Writer,
} from './operation/work.ts'
export type { PeopleContract, PeopleService } from './person/contract.ts'
export type { PersonFacts } from './person/person-facts.ts'
export type { ChannelContext, ChannelDelivery, ChannelItem, ChannelMessage, ChannelSpec, Letter } from './plugin/channel.ts'
export type { Delivered, GateAttempt, GateFailure, GateWhen, HostHandlers, PluginContext } from './plugin/context.ts'
export type { DeskServices, PluginContract, SeenBy } from './plugin/contract.ts'
export type { HealthCheck, HealthProblem } from './plugin/health-check.ts'
export type { HistoryPosition, HistorySource, HistorySubject, PluginHistoryEntry } from './plugin/history-source.ts'
export { type ContractKit, forContract } from './plugin/kit.ts'
export type { Html, PageBody, PageFile, PageForm, PageSlot, PageSpec, PageTurn, PageView } from './plugin/page-spec.ts'
export type {
  DeskPlugin,
  Held,
  InstalledPlugin,
  JobTools,
  PluginFactory,
  PluginSpec,
  SearchDocument,
  Visibility,
} from './plugin/plugin-spec.ts'
export type { FoundPage, InstalledPage, SiteCall, SiteFile, SiteRefusal, SiteRequest, SiteSpec } from './plugin/site-spec.ts'
export type { TicketExtension } from './plugin/ticket-extension.ts'
export type { RenewOptions, Upkeep, UpkeepFinding } from './plugin/upkeep.ts'
export type { ProvisioningContract, ProvisioningService } from './provisioning/contract.ts'
export type { AccessContract, AccessService } from './role/contract.ts'
export type { MatchRange, SearchContract, SearchItem, SearchPage, SearchService } from './search/contract.ts'
export type { Database } from './store/database.ts'
export { fromDrizzle } from './store/host/from-drizzle.ts'
export { fromKnex } from './store/host/from-knex.ts'
export { fromMikroOrm } from './store/host/from-mikro-orm.ts'
export { fromPostgresJs } from './store/host/from-postgres-js.ts'
export { fromPrisma } from './store/host/from-prisma.ts'
export { fromTypeOrm } from './store/host/from-type-orm.ts'
export { fromBetterSqlite, fromKysely, fromPg } from './store/host/host-handle.ts'
export type { Migrations } from './store/migration.ts'
export type { Param } from './store/prepared.ts'
export { describeSchema } from './store/schema/describe-schema.ts'
export type { HostTransaction } from './store/store.ts'
export type { TeamsContract, TeamsService } from './team/contract.ts'
export type { Formats } from './text/formats.ts'
export type { Catalogue } from './text/text-book.ts'
export type { Texts } from './text/texts.ts'
export type { CreateTicket, Ticket, TicketService, TicketsContract, UpdateTicket } from './ticket/contract.ts'
export type { TicketFacts } from './ticket/ticket-facts.ts'
export type { TypesContract, TypesService } from './ticket/types-contract.ts'
export type { Tracer, TraceSpan } from './trace/tracer.ts'
export type { TransferFault } from './transfer/check-export.ts'
export type { ExportOptions, ExportReport } from './transfer/export-desk.ts'
export type { ImportDeskOptions, ImportDeskReport } from './transfer/import-desk.ts'
export {
  about,
  Code,
  Currency,
  customerOnly,
  Email,
  Id,
  Instant,
  Language,
  Line,
  Name,
  NextCursor,
  nullable,
  pageInput,
  staffOnly,
  Text,
  Version,
} from './value/schema.ts'
