/** The operator's view of the made-up organisation, as gatewatch.yaml wants it. Scalars are JSON strings, which YAML reads. */

import { helpDeskOf, type Organisation } from './organisation.ts';

export function configurationOf(org: Organisation, rollOut: { readonly from: string; readonly to: string }): string {
  const q = JSON.stringify;
  const lines = [
    '# The simulated organisation. Written by the simulator; the keys are those of gatewatch.yaml.',
    'tenants:',
    `  - id: ${q(org.tenant)}`,
    `    entra: [${q(org.entraTenant)}]`,
    `    google: [${q(org.googleCustomer)}]`,
    '    domains:',
    `      ${q(org.secondDomain)}: ${q(org.domain)}`,
    `    egress: [${org.offices.map((office) => q(office.cidr)).join(', ')}]`,
    '    rollOuts:',
    `      - { from: ${rollOut.from}, to: ${rollOut.to} }`,
    'people:',
  ];
  for (const person of org.people) {
    const helpDesk = person === helpDeskOf(org);
    const service = person.habit === 'scanner' || person.habit === 'meeting-room';
    if (!person.privileged && !service && !helpDesk) continue;
    lines.push(`  - tenant: ${q(org.tenant)}`, `    address: ${q(person.address)}`);
    if (person.privileged) lines.push('    privileged: true');
    if (helpDesk) lines.push('    helpDesk: true');
    if (service) lines.push('    service: true');
  }
  lines.push(
    `  - tenant: ${q(org.tenant)}`,
    `    address: ${q(`break.glass@${org.domain}`)}`,
    '    privileged: true',
    '    breakGlass: true',
  );
  return `${lines.join('\n')}\n`;
}
