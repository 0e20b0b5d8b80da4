import Type, { type Static } from 'typebox'
import { Id, Instant, Line, NextCursor, nullable, pageInput } from '../value/schema.ts'
import type { UploadBody } from './upload-body.ts'

/** What everybody who may see a file may see of it. */
const facts = {
  id: Id,
  name: Type.String(),
  /** By its content; `application/octet-stream` where that is not known to be harmless. */
  contentType: Type.String(),
  sizeBytes: Type.Integer(),
  width: nullable(Type.Integer()),
  height: nullable(Type.Integer()),
  /** `unchecked`: the virus scanner has not seen it yet. Only what is `ready` can be downloaded. */
  state: Type.Union([Type.Literal('ready'), Type.Literal('unchecked'), Type.Literal('quarantined')]),
}

export const StageFile = Type.Object({
  /** As it will be offered for saving. */
  name: Type.Optional(Type.String({ maxLength: 1000, description: 'Name of the file; in a form, that of the part counts' })),
  /** The bytes: over HTTP the body of the request, or the one file of a form. */
  body: Type.Unsafe<UploadBody>({ 'x-bytes': true }),
})
export interface StageFile extends Static<typeof StageFile> {}

export const StagedFile = Type.Object(
  { ...facts, /** When it is gone, unless a command has named it. */ expiresAt: Instant },
  { title: 'StagedFile' },
)
export interface StagedFile extends Static<typeof StagedFile> {}

export const FileById = Type.Object({ fileId: Id })
export interface FileById extends Static<typeof FileById> {}

export const ListQuarantine = Type.Object({ ...pageInput })
export interface ListQuarantine extends Static<typeof ListQuarantine> {}
export const QuarantinedFile = Type.Object(
  { ...facts, /** What the scanner said. */ note: nullable(Type.String()), createdAt: Instant },
  { title: 'QuarantinedFile' },
)
export interface QuarantinedFile extends Static<typeof QuarantinedFile> {}
export const QuarantinePage = Type.Object({ items: Type.Array(QuarantinedFile), nextCursor: NextCursor }, { title: 'QuarantinePage' })
export interface QuarantinePage extends Static<typeof QuarantinePage> {}
export const ReleaseFile = Type.Object({ fileId: Id, /** Why it is harmless: kept in the history. */ reason: Line })
export interface ReleaseFile extends Static<typeof ReleaseFile> {}

export const AttachmentView = Type.Object(facts, { title: 'Attachment' })
export interface AttachmentView extends Static<typeof AttachmentView> {}
export const AttachmentsInput = Type.Array(Id, {
  minItems: 1,
  maxItems: 100,
  description: 'Ids of uploaded files; in a form, the files themselves',
})
