/** A ready-made request: who may pick it, and where it stands. What it says is in its versions. */
export interface CatalogueEntryTable {
  id: string
  audience: 'staff' | 'both' | 'companies'
  is_active: boolean
  position: number
  version: number
  created_at: string
  updated_at: string
}
/** Companies that an entry for companies is for. */
export interface CatalogueCompanyTable {
  entry_id: string
  company_id: string
}
/** What an entry said at a time. Append-only. */
export interface CatalogueVersionTable {
  entry_id: string
  version: number
  content_json: unknown
  created_by: string
  created_at: string
}
/** By which version of which entry a ticket was asked for. */
export interface CatalogueRequestTable {
  ticket_id: string
  entry_id: string
  version: number
}
export interface CatalogueTables {
  catalogue_entry: CatalogueEntryTable
  catalogue_company: CatalogueCompanyTable
  catalogue_version: CatalogueVersionTable
  catalogue_request: CatalogueRequestTable
}
