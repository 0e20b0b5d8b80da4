import Type, { type Static } from 'typebox'
import { about, Id, Instant, Line, NextCursor, nullable, pageInput } from '../value/schema.ts'
import type { UploadBody } from './upload-body.ts'

/** What everybody who may see a file may see of it. */
const facts = {
  id: Id,
  name: about(Type.String(), 'As it is offered for saving'),
  contentType: about(Type.String(), 'By its content; `application/octet-stream` where that is not known to be harmless.'),
  sizeBytes: about(Type.Integer(), 'Bytes'),
  width: about(nullable(Type.Integer()), 'Of an image, in pixels; null: not known'),
  height: about(nullable(Type.Integer()), 'Of an image, in pixels; null: not known'),
  state: about(
    Type.Union([Type.Literal('ready'), Type.Literal('unchecked'), Type.Literal('quarantined')]),
    '`unchecked`: the virus scanner has not seen it yet. Only what is `ready` can be downloaded.',
  ),
}

export const StageFile = Type.Object({
  /** As it will be offered for saving. */
  name: Type.Optional(Type.String({ maxLength: 1000, description: 'Name of the file; in a form, that of the part counts' })),
  body: about(Type.Unsafe<UploadBody>({ 'x-bytes': true }), 'The bytes: over HTTP the body of the request, or the one file of a form'),
})
export interface StageFile extends Static<typeof StageFile> {}

export const StagedFile = Type.Object(
  { ...facts, expiresAt: about(Instant, 'When it is gone, unless a command has named it') },
  { title: 'StagedFile' },
)
export interface StagedFile extends Static<typeof StagedFile> {}

export const FileById = Type.Object({ fileId: Id })
export interface FileById extends Static<typeof FileById> {}

export const ListQuarantine = Type.Object({ ...pageInput })
export interface ListQuarantine extends Static<typeof ListQuarantine> {}
export const QuarantinedFile = Type.Object(
  { ...facts, note: about(nullable(Type.String()), 'What the scanner said; null: nothing'), createdAt: Instant },
  { title: 'QuarantinedFile' },
)
export interface QuarantinedFile extends Static<typeof QuarantinedFile> {}
export const QuarantinePage = Type.Object(
  { items: about(Type.Array(QuarantinedFile), 'What is on this page'), nextCursor: NextCursor },
  { title: 'QuarantinePage' },
)
export interface QuarantinePage extends Static<typeof QuarantinePage> {}
export const ReleaseFile = Type.Object({ fileId: Id, reason: about(Line, 'Why it is harmless: kept in the history') })
export interface ReleaseFile extends Static<typeof ReleaseFile> {}

export const AttachmentView = Type.Object(facts, { title: 'Attachment' })
export interface AttachmentView extends Static<typeof AttachmentView> {}
export const AttachmentsInput = Type.Array(Id, {
  minItems: 1,
  maxItems: 100,
  description: 'Ids of uploaded files; in a form, the files themselves',
})
