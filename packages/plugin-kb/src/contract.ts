import type { ArticleEvents, ArticleService } from './article/schemas.ts'
import type { CategoryEvents, CategoryService } from './category/schemas.ts'
import type { KbOptions } from './options.ts'
import type { ReaderService } from './reader/schemas.ts'
import type { SearchService } from './search/schemas.ts'
import type { KbTables } from './tables.ts'

export interface KbService extends CategoryService, ReaderService, ArticleService, SearchService {}
export interface KbEvents extends CategoryEvents, ArticleEvents {}

export interface KbContract {
  id: 'kb'
  options: KbOptions
  service: KbService
  permissions: 'kb.write' | 'kb.publish' | 'kb.manage'
  events: KbEvents
  tables: KbTables
}
