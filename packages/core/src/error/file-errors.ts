import type { ErrorTable } from './define-errors.ts'

/** Uploads, stored files, attachments. Append-only. */
export const fileErrors = {
  'attachment.link_for_people': [422, 'A link is made for one person, and this call is made by a program. Ask for it as that person.'],
  'attachment.link_invalid': [404, 'This link is no longer valid. Open the ticket and ask for a new one.'],
  'attachment.no_message': [422, 'Files belong to a message, and this ticket is opened without one. Give a body as well.'],
  'attachment.not_found': [404, 'There is no attachment {attachmentId} on this ticket that you may see.'],
  'file.bad_option': [500, "The option 'files.{option}' can't be {value}. Use {expected}."],
  'file.empty': [422, 'The file has no bytes. Send the bytes of the file as the body, or as a part of a form.'],
  'file.encoded': [415, 'The body is compressed ({encoding}). Send the file as it is, without Content-Encoding.'],
  'file.form_invalid': [400, 'The form could not be read: {reason}. Send multipart/form-data with its boundary.'],
  'file.form_too_large': [413, 'The fields of the form are larger than {bytes} bytes. Send less at once.'],
  'file.image_too_large': [
    422,
    'The image is {width} × {height} pixels; {pixels} pixels are the limit. Make it smaller and send it again.',
  ],
  'file.length_wrong': [400, 'The request announced {announced} bytes and {received} came. Send it again.'],
  'file.lost': [
    500,
    "The bytes of a stored file ({key}) are gone from the storage. Restore them from a backup; 'deskwright doctor' lists all such files.",
  ],
  'file.name_missing': [422, 'The file has no name. Give it one: ?name=report.pdf, or a filename in the form.'],
  'file.not_found': [404, 'There is no file {fileId} that you could use. Upload it again: it may have expired.'],
  'file.not_scanned': [409, 'This file has not been checked for viruses yet. Try again in a few minutes.'],
  'file.quarantined': [403, 'This file is in quarantine: the virus scanner found something in it. Ask those who run the desk.'],
  'file.refused': [422, 'The virus scanner refused this file ({reason}). Send another one.'],
  'file.storage_failed': [503, 'The storage of files failed. Nothing of this call was saved; try again.', { retryable: true }],
  'file.storage_full': [507, 'There is no space left for files. Nothing of this call was saved; free some space and try again.'],
  'file.storage_unknown': [
    500,
    "The desk does not know where to keep files. Give createDesk a storage under files: folderStorage('/var/lib/desk/files'), or s3Storage(…) for several machines.",
  ],
  'file.too_large': [413, 'The file is larger than {bytes} bytes. Send a smaller one.'],
  'file.too_many': [422, 'There are {count} files, and {max} is the limit. Send fewer at once.'],
  'file.too_many_staged': [429, 'You have uploaded {count} files that nothing names yet. Use them first, or wait until they expire.'],
  'file.too_many_uploads': [429, 'You have {count} uploads under way, and that is the limit. Wait until one of them has ended.'],
  'file.too_slow': [408, 'The upload came too slowly. Send it again over a faster connection, or a smaller file.'],
  'file.type_refused': [415, "Files of the type '{type}' are not taken here. Send one of: {accepted}."],
  'file.unfinished': [400, 'The upload ended before the whole file had arrived. Send it again.'],
  'file.used': [409, 'The file {fileId} is part of something already, and a file can be used once. Upload it again.'],
} as const satisfies ErrorTable
