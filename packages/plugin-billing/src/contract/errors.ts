export const contractErrors = {
  'billing.contract_not_found': [404, 'There is no such contract. Choose one of the list of contracts.'],
  'billing.template_not_found': [404, 'There is no such template. Choose one of the list of templates.'],
  'billing.number_taken': [409, 'The number {number} is taken, but for case and spaces. Choose another one.'],
  'billing.contract_days': [
    422,
    'The day {day} is not right: a contract ends after it starts, and what happens to it happens while it is in force.',
  ],
  'billing.contract_renewal': [422, 'A contract that is renewed has an end, and says by how many months. Give both, or no renewal.'],
  'billing.contract_paused': [409, 'The contract is paused from {day} on. Resume it first.'],
  'billing.contract_not_paused': [409, 'The contract is not paused. There is nothing to resume.'],
  'billing.terms_twice': [422, 'In the terms, {what} stands twice. Take one away.'],
} as const
