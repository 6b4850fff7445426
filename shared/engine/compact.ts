/**
 * What rows share (persons, devices, places, networks, policies, risks) as JSON without the names of fields, and back. An object whose
 * fields are others, or in another order, is written with their names: what comes back is what was written, to the letter.
 */

import type { Device, Identity, Network, Place, PolicyOutcome, SignIn, VendorRisk } from '@gatewatch/domain';
import { noPolicies } from './shared-policies.ts';

const identityFields = 'key,address,id,directory,name,kind';
const placeFields = 'country,city,latitude,longitude,radiusKm';
const networkFields = 'asn,owner,class';
const deviceFields = 'id,name,os,browser,managed,compliant,trust';
const riskFields = 'level,state,types';
const policyFields = 'name,result,controls';

export function compactIdentity(of: Identity): string {
  if (fieldsOf(of) !== identityFields) return JSON.stringify(of);
  return JSON.stringify([of.key, of.address === of.key ? 0 : of.address, of.id, of.directory, of.name, of.kind]);
}

export function compactPlace(of: Place): string {
  if (fieldsOf(of) !== placeFields) return JSON.stringify(of);
  return JSON.stringify([of.country, of.city, of.latitude, of.longitude, of.radiusKm]);
}

export function compactNetwork(of: Network): string {
  return fieldsOf(of) === networkFields ? JSON.stringify([of.asn, of.owner, of.class]) : JSON.stringify(of);
}

export function compactDevice(of: Device): string {
  if (fieldsOf(of) !== deviceFields) return JSON.stringify(of);
  return JSON.stringify([of.id, of.name, of.os, of.browser, of.managed, of.compliant, of.trust]);
}

export function compactRisk(of: VendorRisk): string {
  return fieldsOf(of) === riskFields ? JSON.stringify([of.level, of.state, of.types]) : JSON.stringify(of);
}

export function compactPolicies(of: readonly PolicyOutcome[]): string {
  return JSON.stringify(
    of.map((policy) => (fieldsOf(policy) === policyFields ? [policy.name, policy.result, policy.controls] : policy)),
  );
}

function fieldsOf(of: object): string {
  return Object.keys(of).join();
}

// A codec: what stands in a subject's text, a release of ours wrote.
export function identityOf(written: unknown): Identity | null {
  if (!Array.isArray(written)) return written as Identity | null;
  const [key, address, id, directory, name, kind] = written;
  return { key, address: address === 0 ? key : address, id, directory, name, kind };
}

export function placeOf(written: unknown): Place | null {
  if (!Array.isArray(written)) return written as Place | null;
  const [country, city, latitude, longitude, radiusKm] = written;
  return { country, city, latitude, longitude, radiusKm };
}

export function networkOf(written: unknown): Network | null {
  if (!Array.isArray(written)) return written as Network | null;
  const [asn, owner, of] = written;
  return { asn, owner, class: of };
}

export function deviceOf(written: unknown): Device | null {
  if (!Array.isArray(written)) return written as Device | null;
  const [id, name, os, browser, managed, compliant, trust] = written;
  return { id, name, os, browser, managed, compliant, trust };
}

export function riskOf(written: unknown): VendorRisk | null {
  if (!Array.isArray(written)) return written as VendorRisk | null;
  const [level, state, types] = written;
  return { level, state, types };
}

export function policiesOf(written: unknown): SignIn['policies'] {
  if (written === null) return noPolicies;
  return (written as unknown[]).map((policy) => {
    if (!Array.isArray(policy)) return policy as PolicyOutcome;
    const [name, result, controls] = policy;
    return { name, result, controls };
  });
}
