import type { Titles } from './ticket-type.ts'

/**
 * Statuses that every type has and none defines: put there by merging, marking as spam and deleting, lifted by undoing that.
 * No command leads to or from them; their category is `closed`.
 */
export const tombstones: Readonly<Record<'merged' | 'spam' | 'deleted', { readonly title: Titles }>> = {
  merged: { title: { en: 'Merged', he: 'מוזגה', fa: 'ادغام‌شده', ja: '統合済み', it: 'Unita a un’altra', ru: 'Объединена' } },
  spam: { title: { en: 'Spam', he: 'ספאם', fa: 'هرزنامه', ja: '迷惑メール', it: 'Spam', ru: 'Спам' } },
  deleted: { title: { en: 'Deleted', he: 'נמחקה', fa: 'حذف‌شده', ja: '削除済み', it: 'Eliminata', ru: 'Удалена' } },
}
export type Tombstone = keyof typeof tombstones

export const isTombstone = (status: string): status is Tombstone => Object.hasOwn(tombstones, status)
