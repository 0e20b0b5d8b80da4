import { createConfig, lintFromString } from '@redocly/openapi-core'

/** What is wrong with a document by the linter's recommended rules, warnings and all. */
export const lint = async (document: object): Promise<string[]> => {
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({ source: JSON.stringify(document), config })
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`)
}
