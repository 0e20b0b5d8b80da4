/** A code as words, the same for every occurrence: `ticket.not_found` → `Ticket not found`. */
export const errorTitle = (code: string): string => {
  const words = code.replace(/[._]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
