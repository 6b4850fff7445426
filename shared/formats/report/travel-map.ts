/**
 * A map of the places an alert is about: accuracy circles to scale and the great-circle legs between them.
 * Equirectangular with the view's middle latitude as standard parallel. Places stand in percent of the picture, so dots and
 * letters keep their size on any screen; land, circles and legs are in degrees and stretch with it.
 */

import type { Alert, Evidence, Place } from '@gatewatch/domain';
import { distanceKm } from '@gatewatch/domain';
import { empty, type Html, html, trusted } from './html.ts';
import { clock, number, placeName, stays } from './words.ts';
import { landPath } from './world.ts';

/** Width to height of the picture; `.map > svg` in style.ts has the same. */
const aspect = 2.2;
const kmPerDegree = 111.195; // of a great circle, mean Earth radius
const legPoints = 48;
const maxPlaces = 6;
const minDistanceKm = 100;

type Stay = Evidence & { readonly place: Place };
interface Point {
  readonly x: number;
  readonly y: number;
}
interface View {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The land, once a page; maps refer to it. */
export const landSymbol: Html = trusted(
  `<svg class="offstage" width="0" height="0" aria-hidden="true"><defs><path id="land" fill-rule="evenodd" d="${landPath}"/></defs></svg>`,
);

/** Empty unless the alert is about two places that are apart. */
export function travelMap(alert: Alert): Html {
  const way = stays(alert).slice(0, maxPlaces);
  if (!way.some((stay) => way.some((other) => distanceKm(stay.place, other.place) > minDistanceKm))) return empty;
  const legs = unwrapped(way);
  const circles = way.map((stay, i) => circle(stay.place, legs[i]?.at(0) ?? legs.at(-1)?.at(-1) ?? { x: 0, y: 0 }));
  const view = around([...legs.flat(), ...circles.flatMap(({ x, y, rx, ry }) => [point(x - rx, y - ry), point(x + rx, y + ry)])]);
  const copies = [-360, 0, 360].filter((shift) => view.left < shift + 190 && view.left + view.width > shift - 180);
  return html`<figure class="map"><svg role="img" aria-label="${describe(way)}">
<svg viewBox="${[view.left, view.top, view.width, view.height].map(round).join(' ')}" width="100%" height="100%" preserveAspectRatio="none">
<path class="grid" d="${graticule(view)}"/>${copies.map((x) => html`<use class="land" href="#land" x="${x}"/>`)}
${circles.map(({ x, y, rx, ry }) => html`<ellipse class="radius" cx="${round(x)}" cy="${round(y)}" rx="${round(rx)}" ry="${round(ry)}"/>`)}
${legs.map((leg) => html`<path class="leg" d="${path(leg)}"/>`)}</svg>
${way.map((stay, i) => marker(stay, i, circles[i] ?? point(0, 0), legs, view))}</svg>
<figcaption>${describe(way)}. Circles show how exactly each place is known.</figcaption></figure>`;
}

function describe(way: readonly Stay[]): string {
  const legs = way.slice(1).map((stay, i) => {
    const from = way[i] ?? stay;
    const km = number(Math.round(distanceKm(from.place, stay.place)));
    return `${placeName(from.place)} (±${number(from.place.radiusKm)} km) to ${placeName(stay.place)} (±${number(stay.place.radiusKm)} km): ${km} km`;
  });
  return legs.join('; ');
}

function marker(stay: Stay, i: number, at: Point, legs: readonly (readonly Point[])[], view: View): Html {
  const x = (100 * (at.x - view.left)) / view.width;
  const y = (100 * (at.y - view.top)) / view.height;
  const above = heading(legs, i) >= 0;
  const anchor = x < 22 ? 'start' : x > 78 ? 'end' : 'middle';
  const shift = anchor === 'start' ? -6 : anchor === 'end' ? 6 : 0;
  const lines = above ? [-27, -12] : [22, 37];
  const last = i === legs.length ? ' last' : '';
  return html`<circle class="stay${last}" cx="${round(x)}%" cy="${round(y)}%" r="5"/>
<text class="where${above ? ' up' : ''}" x="${round(x)}%" y="${round(y)}%" dx="${shift}" dy="${lines[0] ?? 0}" text-anchor="${anchor}">${placeName(stay.place)}</text>
<text class="when" x="${round(x)}%" y="${round(y)}%" dx="${shift}" dy="${lines[1] ?? 0}" text-anchor="${anchor}">${clock(stay.time)} UTC</text>`;
}

/** Above 0 where the legs at a place go down the picture: its label stands on the other side. */
function heading(legs: readonly (readonly Point[])[], i: number): number {
  const [to, from] = [legs[i - 1], legs[i]];
  const near = Math.round(legPoints / 8);
  const before = to === undefined ? 0 : (to.at(-1 - near)?.y ?? 0) - (to.at(-1)?.y ?? 0);
  const after = from === undefined ? 0 : (from.at(near)?.y ?? 0) - (from.at(0)?.y ?? 0);
  return before + after;
}

/** Legs as points in degrees, each going on where the last one ended, past 180 degrees where that is shorter. */
function unwrapped(way: readonly Stay[]): readonly (readonly Point[])[] {
  const legs: Point[][] = [];
  let longitude = way[0]?.place.longitude ?? 0;
  for (const [i, stay] of way.slice(1).entries()) {
    const leg = greatCircle(way[i]?.place ?? stay.place, stay.place).map(({ x, y }) => {
      longitude = x + 360 * Math.round((longitude - x) / 360);
      return point(longitude, y);
    });
    legs.push(leg);
  }
  return legs;
}

/** Points of the great circle from a to b (spherical interpolation): x longitude, y minus latitude, in degrees. */
export function greatCircle(a: Place, b: Place): readonly Point[] {
  const from = vector(a);
  const to = vector(b);
  const angle = Math.acos(Math.max(-1, Math.min(1, from[0] * to[0] + from[1] * to[1] + from[2] * to[2])));
  // Opposite points have no one great circle, and equal points no leg.
  const straight = Math.sin(angle) < 1e-6;
  return Array.from({ length: legPoints + 1 }, (_, i) => {
    const part = i / legPoints;
    const s = straight ? 1 - part : Math.sin((1 - part) * angle) / Math.sin(angle);
    const t = straight ? part : Math.sin(part * angle) / Math.sin(angle);
    const [x, y, z] = [s * from[0] + t * to[0], s * from[1] + t * to[1], s * from[2] + t * to[2]];
    return point((Math.atan2(y, x) * 180) / Math.PI, (-Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI);
  });
}

function vector(place: Place): readonly [number, number, number] {
  const latitude = (place.latitude * Math.PI) / 180;
  const longitude = (place.longitude * Math.PI) / 180;
  return [Math.cos(latitude) * Math.cos(longitude), Math.cos(latitude) * Math.sin(longitude), Math.sin(latitude)];
}

function circle(place: Place, at: Point): Point & { readonly rx: number; readonly ry: number } {
  const ry = Math.min(60, place.radiusKm / kmPerDegree);
  return { ...at, rx: Math.min(120, ry / Math.max(0.1, Math.cos((place.latitude * Math.PI) / 180))), ry };
}

/** A view of the picture's shape around all points, with room for the labels, no smaller than a country. */
function around(points: readonly Point[]): View {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const squeeze = Math.max(0.3, Math.cos((((north + south) / 2) * Math.PI) / 180));
  const height = Math.max(16, (south - north) * 1.7, ((east - west) * squeeze * 1.35) / aspect);
  const width = (height * aspect) / squeeze;
  const top = Math.max(-90, Math.min(90 - height, (north + south - height) / 2)); // nothing lies beyond the poles
  return { left: (west + east - width) / 2, top, width, height };
}

/** Numbers only: longer than what `html` allows a text. */
function path(points: readonly Point[]): Html {
  return trusted(`M${points.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}`);
}

function graticule(view: View): Html {
  const step = view.height > 60 ? 20 : view.height > 30 ? 10 : 5;
  let d = '';
  for (let x = Math.ceil(view.left / step) * step; x <= view.left + view.width; x += step) {
    d += `M${round(x)} ${round(view.top)}V${round(view.top + view.height)}`;
  }
  for (let y = Math.ceil(view.top / step) * step; y <= view.top + view.height; y += step) {
    d += `M${round(view.left)} ${round(y)}H${round(view.left + view.width)}`;
  }
  return trusted(d);
}

function point(x: number, y: number): Point {
  return { x, y };
}

/** Finite, two digits: places come from data files, not from us. */
function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : 0;
}
