/** Next calls this once when a server starts. Not in the route file: that is also loaded while the application is built. */
export const register = async (): Promise<void> => {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { desk } = await import('./desk.ts')
  await desk.migrate()
}
