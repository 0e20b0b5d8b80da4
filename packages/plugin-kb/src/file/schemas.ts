import { about, type Bytes, Id, Instant, nullable } from '@deskwright/core'
import Type, { type Static } from 'typebox'

export const AttachFile = Type.Object({ articleId: Id, fileId: about(Id, 'What was uploaded') })
export interface AttachFile extends Static<typeof AttachFile> {}
export const FilesOf = Type.Object({ articleId: Id })
export interface FilesOf extends Static<typeof FilesOf> {}
export const FileById = Type.Object({ articleId: Id, fileId: Id })
export interface FileById extends Static<typeof FileById> {}
export const ArticleFile = Type.Object(
  {
    id: Id,
    articleId: Id,
    name: about(Type.String(), 'As it was uploaded'),
    contentType: about(Type.String(), 'Media type'),
    sizeBytes: about(Type.Integer(), 'In bytes'),
    width: about(nullable(Type.Integer()), 'In pixels; null: not a picture, or not known'),
    height: about(nullable(Type.Integer()), 'In pixels; null: not a picture, or not known'),
    addedAt: Instant,
    isPublished: about(Type.Boolean(), 'Readers can have it: something that is published shows it'),
  },
  { title: 'KbFile' },
)
export interface ArticleFile extends Static<typeof ArticleFile> {}
export const ArticleFiles = Type.Object({ items: about(Type.Array(ArticleFile), 'The files of the article') }, { title: 'KbFiles' })
export interface ArticleFiles extends Static<typeof ArticleFiles> {}

export interface FileService {
  /** Gives an uploaded file to an article. A text shows it by `![words](file:<id>)` and leads to it by `[words](file:<id>)`. */
  attachFile(input: AttachFile): Promise<ArticleFile>
  files(input: FilesOf): Promise<ArticleFiles>
  /** The file, for whoever reads a text that shows it, and for those who write. Throws `kb.file_not_found`. */
  file(input: FileById): Promise<Bytes>
  /** Throws `kb.file_in_use`. */
  removeFile(input: FileById): Promise<{ id: string }>
}
export interface FileEvents {
  'kb.file_added': { articleId: string; fileId: string }
  'kb.file_removed': { articleId: string; fileId: string }
}
