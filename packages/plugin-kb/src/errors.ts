import { defineErrors } from '@deskwright/core'

export const kbError = defineErrors({
  'kb.category_not_found': [404, 'There is no category {categoryId} that you may see. Look into kb.categories.'],
  'kb.article_not_found': [404, 'There is no article {article} that you may see. Look into kb.list.'],
  'kb.translation_not_found': [404, 'The article has no text in {language}. Write one by kb.write.'],
  'kb.version_not_found': [404, 'The article has no such version. Look into kb.versions.'],
  'kb.changed': [409, 'Somebody has changed it meanwhile: it is at version {version} now. Read it again.'],
  'kb.key_taken': [409, "There is a category '{key}' already. Choose another key."],
  'kb.category_not_empty': [409, 'There is something in the category. Move or remove it first; what you do not see, somebody else has to.'],
  'kb.tree_too_deep': [422, 'Categories stand in at most {depth} levels. Put it further up.'],
  'kb.tree_cycle': [422, 'A category can not stand inside itself. Choose another place.'],
  'kb.audience_invalid': [422, 'The audience is not right: {fault}.'],
  'kb.audience_wider': [422, 'The audience would be wider than that of the category. Narrow it, or widen the category first.'],
  'kb.wrong_state': [409, "'{command}' is not possible in the state {state}. Possible are: {commands}."],
  'kb.needs_approval': [409, 'In this category somebody else has to approve. Submit it by kb.submit.'],
  'kb.own_text': [403, 'Somebody who wrote none of this text has to approve it.'],
  'kb.approval_weaker': [403, "This category asks for approval and the other does not. Moving the article takes 'kb.manage'."],
  'kb.publish_in_past': [422, 'The time to publish has passed. Leave it out to publish now.'],
  'kb.not_due': [409, 'It is to be published at {at}, not before.'],
  'kb.slug_taken': [409, "All slugs like '{slug}' are taken. Give another one."],
  'kb.still_published': [409, 'Readers can still see the article. Archive it first.'],
  'kb.source_invalid': [422, 'A translation is made from a version of the same article in its primary language, {language}.'],
})
