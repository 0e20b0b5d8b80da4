import type { ArticleEvents, ArticleService } from './article/schemas.ts'
import type { CategoryEvents, CategoryService } from './category/schemas.ts'
import type { FeedService } from './feed/operations.ts'
import type { FileEvents, FileService } from './file/schemas.ts'
import type { FolderEvents, FolderService } from './folder/schemas.ts'
import type { DueService } from './job/due.ts'
import type { KbOptions } from './options.ts'
import type { ReaderService } from './reader/schemas.ts'
import type { ReportService } from './report/schemas.ts'
import type { IndexEvents, IndexService } from './search/index-state.ts'
import type { SearchEvents, SearchService } from './search/schemas.ts'
import type { SuggestionEvents, SuggestionService } from './suggestion/schemas.ts'
import type { KbTables } from './tables.ts'
import type { OnTicket, TicketInput, TicketLinkEvents, TicketLinkService } from './ticket/schemas.ts'
import type { VersionService } from './version/schemas.ts'
import type { VoteEvents, VoteService } from './vote/schemas.ts'

export interface KbService
  extends CategoryService,
    ReaderService,
    ArticleService,
    VersionService,
    FileService,
    TicketLinkService,
    VoteService,
    FeedService,
    DueService,
    FolderService,
    SearchService,
    IndexService,
    SuggestionService,
    ReportService {}
export interface KbEvents
  extends CategoryEvents,
    ArticleEvents,
    FileEvents,
    TicketLinkEvents,
    VoteEvents,
    FolderEvents,
    SearchEvents,
    IndexEvents,
    SuggestionEvents {}

export interface KbContract {
  id: 'kb'
  options: KbOptions
  service: KbService
  permissions: 'kb.write' | 'kb.publish' | 'kb.manage'
  events: KbEvents
  tables: KbTables
  jobs: { publish: {}; forget: {} }
  ticketExtension: { input: TicketInput; view: OnTicket }
}
