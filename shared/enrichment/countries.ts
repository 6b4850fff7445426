/**
 * A country as a disc: used where only the country is known, and as the greatest radius that a place in it may have.
 *
 * Each disc is the smallest found by hill climbing that holds 95 of 100 of the country's places in DB-IP's city data of June 2026
 * (CC BY 4.0, db-ip.com), a place counting by the square root of its IPv4 networks, so that one capital full of data centres does
 * not pull the disc in. Coordinates to 0.1 degrees, radius rounded up to 10 km, never below 20. Countries of few places: middle and
 * reach of the land by general knowledge. Every ISO 3166-1 code, and XK as used for Kosovo.
 */

import type { Place } from '@gatewatch/domain';

export type CountryDisc = Pick<Place, 'latitude' | 'longitude' | 'radiusKm'>;

/** null for a code that is no country (ZZ, EU, AP and the like). */
export function countryDisc(code: string): CountryDisc | null {
  return discs.get(code) ?? null;
}

// country, latitude, longitude, radius in km
const table = `
AD 42.5 1.6 20|AE 24.4 55.1 180|AF 34.1 66.1 430|AG 17.4 -61.8 50|AI 18.2 -63.1 20|AL 41.1 20.2 130
AM 40.2 44.6 100|AO -11.6 15.7 560|AQ -82.9 135 2900|AR -31.6 -62.7 1080|AS -14.3 -170.7 100|AT 47.8 13.7 260
AU -30.7 134.9 1830|AW 12.5 -70 20|AX 60.1 19.9 20|AZ 40.2 48.4 200
BA 44.5 17.7 150|BB 13.1 -59.6 30|BD 23.8 90.2 250|BE 50.8 4.5 130|BF 12 -2.6 210|BG 43 25.3 230
BH 26.1 50.6 30|BI -3.4 29.9 100|BJ 7.9 1.9 210|BL 17.9 -62.9 20|BM 32.3 -64.8 20|BN 4.8 114.7 50
BO -18.2 -65.3 400|BQ 14.6 -65.4 450|BR -15.9 -46.7 1650|BS 25.5 -77.5 190|BT 27.1 90.5 130|BV -54.4 3.4 20
BW -22 25.2 430|BY 53.4 27.6 280|BZ 17.5 -88.5 120
CA 51.9 -92.2 2270|CC -12.2 96.8 30|CD -3.9 24 990|CF 6.6 20.9 500|CG -2.8 14.3 350|CH 46.8 8 150
CI 7 -4.5 260|CK -15.2 -158.3 700|CL -31.2 -72.4 1280|CM 5 11.7 340|CN 34.5 116.1 1550|CO 6.2 -74.8 570
CR 10.2 -84.2 160|CU 20.7 -80.1 470|CV 16.4 -23.7 170|CW 12.4 -68.9 40|CX -10.5 105.6 20|CY 35 33.2 80
CZ 49.8 15.8 200
DE 50.7 10.2 360|DJ 11.7 42.6 90|DK 55.9 10.2 160|DM 15.4 -61.4 30|DO 18.9 -70.2 170|DZ 35.3 3.4 490
EC -1.5 -78.8 290|EE 58.9 26.1 140|EG 28.8 31.8 340|EH 24.5 -13.7 400|ER 15 39 350|ES 40.5 -3 560
ET 9.7 38.8 440
FI 62.6 25.4 320|FJ -17.6 178.8 250|FK -51.7 -59 140|FM 8.5 150.8 1400|FO 61.8 -6.8 50|FR 46.5 2.8 480
GA 0.2 11.9 300|GB 53.2 -2.5 340|GD 12.4 -61.7 50|GE 41.9 43 210|GF 5.2 -53.1 110|GG 49.5 -2.3 30
GH 6 -0.9 240|GI 36.1 -5.3 20|GL 70.1 -47.3 1060|GM 13.2 -16.6 40|GN 10.1 -11 330|GP 16.2 -61.6 40
GQ 2.8 9.8 180|GR 38.2 23.8 370|GS -54.4 -36.6 150|GT 15.1 -90.6 170|GU 13.5 144.8 20|GW 11.9 -15.2 140
GY 5.3 -59 260
HK 22.3 114.2 40|HM -53.1 73.5 50|HN 14.6 -87.5 190|HR 44.7 16.2 230|HT 19 -72.4 100|HU 47.3 19.3 210
ID 0.9 110.4 1620|IE 53.1 -8.3 170|IL 32.1 35.5 130|IM 54.2 -4.5 30|IN 20.3 78 1300|IO -7.3 72.4 60
IQ 33.7 45.4 430|IR 34.2 52.6 780|IS 64.9 -18.6 230|IT 42.3 12.6 540
JE 49.2 -2.1 20|JM 18.2 -77.4 100|JO 31.6 35.8 160|JP 36.4 135.2 730
KE -1.9 36.8 410|KG 41.7 74.3 260|KH 12.3 104 220|KI -3 -171.5 1800|KM -12.1 43.8 80|KN 17.2 -62.7 30
KP 40 127 250|KR 36.3 127.5 210|KW 29.3 48 50|KY 19.6 -80.7 90|KZ 49 67 1150
LA 16.9 103.3 450|LB 33.9 35.6 100|LC 14 -61 30|LI 47.2 9.5 20|LK 7.2 80.7 150|LR 6.5 -9.6 190
LS -29.6 28 100|LT 55.6 23.7 170|LU 49.7 6.1 40|LV 56.2 23.6 190|LY 31.2 17.1 550
MA 33 -6.2 440|MC 43.7 7.4 20|MD 47 28.5 140|ME 42.5 19.3 70|MF 18.1 -63.1 20|MG -19.1 47.1 660
MH 7.1 171 400|MK 41.5 21.6 100|ML 15 -5 630|MM 19.9 96.8 470|MN 46.8 105.8 730|MO 22.2 113.6 20
MP 16.5 145.7 220|MQ 14.6 -61 20|MR 19 -12.5 560|MS 16.7 -62.2 20|MT 35.9 14.4 30|MU -20.2 57.7 40
MV 4.8 73.2 240|MW -15.2 34.4 160|MX 24.2 -98.8 1300|MY 5.8 107.7 890|MZ -20.3 36.5 790
NA -23.3 16.3 620|NC -21.2 165.7 170|NE 14.5 7 640|NF -29 168 20|NG 8.8 6.4 490|NI 12.4 -85.8 190
NL 52.1 5.9 150|NO 63.6 12 690|NP 27.7 84.7 340|NR -0.5 166.9 20|NU -19.1 -169.9 20|NZ -40.8 173 610
OM 23 56.2 360
PA 9.1 -81 210|PE -10.7 -75.6 840|PF -13.7 -145 790|PG -6.1 147.3 690|PH 12.1 123.6 650|PK 29.5 69.6 590
PL 52.1 19.2 330|PM 46.9 -56.3 40|PN -25.1 -130.1 100|PR 18.3 -66.6 90|PS 31.9 34.8 90|PT 36.3 -11.2 690
PW 7.4 134.5 80|PY -25.6 -56.3 270
QA 25.6 51.2 60
RE -21 55.5 50|RO 46 24.7 310|RS 44.6 20.8 200|RU 61 70.7 3030|RW -2 29.8 70
SA 23.9 42.7 810|SB -9.4 160 500|SC -4.6 55.8 50|SD 17.2 33.7 460|SE 59.7 18.5 580|SG 1.4 103.8 30
SH -15.9 -5.7 50|SI 46.4 14.8 120|SJ 78.2 15.6 250|SK 48.4 19.5 190|SL 8.5 -11.9 150|SM 43.9 12.5 20
SN 14.4 -15.8 250|SO 5.9 45.2 770|SR 4.5 -56 230|SS 7 30 450|ST 0.6 6.9 100|SV 13.4 -89 110
SX 18 -63.1 20|SY 34.8 37.6 260|SZ -26.5 31.5 80
TC 21.5 -71.8 80|TD 13.5 18 640|TF -49.3 69.3 400|TG 7.9 1.1 220|TH 13.7 99.6 710|TJ 38.8 70 270
TK -9 -171.8 120|TL -9.3 125.5 140|TM 39 59.5 450|TN 35.4 10.1 240|TO -20.5 -174.8 200|TR 40 33.7 650
TT 10.3 -61.4 50|TV -8 178.3 350|TW 24 120.8 170|TZ -5.1 34.7 570
UA 49.4 29.4 540|UG 0.8 31.8 270|UM 19.3 166.6 4000|US 41.1 -97.5 2170|UY -32.9 -55.9 260|UZ 40.7 68.3 350
VA 41.9 12.5 20|VC 13.1 -61.2 30|VE 9.5 -67.9 540|VG 18.5 -64.5 40|VI 18 -64.9 40|VN 16.2 105.2 710
VU -16.5 168 350
WF -13.8 -177.2 150|WS -13.8 -172 80
XK 42.6 21 60
YE 15.6 45.9 340|YT -12.8 45.2 30
ZA -29.1 24.4 790|ZM -14.9 26.1 340|ZW -20 30.9 270
`;

const discs = new Map<string, CountryDisc>(
  table
    .trim()
    .split(/[|\n]/)
    .map((entry) => {
      const [code = '', latitude, longitude, radius] = entry.split(' ');
      return [code, { latitude: Number(latitude), longitude: Number(longitude), radiusKm: Number(radius) }];
    }),
);
