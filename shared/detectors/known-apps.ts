/**
 * First-party applications by id. Source: learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
 * (brokers and command lines), and the ids that public rules rely on (knowledge: detections.md 2.13, 2.23).
 */

import type { SignIn } from '@gatewatch/domain';

/** Command lines of administrators and developers: they ask for a device code where there is no browser. */
const commandLines: ReadonlySet<string> = new Set([
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46', // Microsoft Azure CLI
  '1950a258-227b-4e31-a9cf-717495945fc2', // Microsoft Azure PowerShell
  '14d82eec-204b-4c2f-b7e8-296a70dab67e', // Microsoft Graph Command Line Tools
  '1b730954-1685-4b74-9bfd-dac224a7b894', // Azure Active Directory PowerShell
  'aebc6443-996d-45c2-90f0-388ff96faa56', // Visual Studio Code
  '872cd9fa-d31f-45e0-9eab-6e460a02d1f1', // Visual Studio
]);

// Its token registers devices and is changed for tokens of everything else; device-code phishing uses it (Storm-2372).
const broker = '29d9ed98-a469-4536-ade2-f981bc1d605e'; // Microsoft Authentication Broker

// Microsoft Intune Company Portal: a machine must be able to enrol before it is compliant, so policies on devices let it pass.
const companyPortal = '9ba1a5c7-f17a-4de9-a1f1-6178c8d51223';

export function isCommandLine(row: SignIn): boolean {
  return row.appId !== null && commandLines.has(row.appId.toLowerCase());
}

export function isBroker(row: SignIn): boolean {
  return row.appId?.toLowerCase() === broker;
}

/** A token of the enrolment application for something that is no enrolment (Sigma: outside its own resource). */
export function isExemptElsewhere(row: SignIn): boolean {
  return (
    row.appId?.length === companyPortal.length &&
    row.appId.toLowerCase() === companyPortal &&
    row.resource !== null &&
    !/intune|enrol/i.test(row.resource)
  );
}
