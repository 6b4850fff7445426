/**
 * A country as a disc: about its middle, and a radius that holds most of its people (square root of area / π, rounded up, from
 * public area figures). Used where only the country is known, and as the greatest radius a place of it may have.
 */

// country, latitude, longitude, radius km
const table = `AD 42.5 1.5 20|AE 24 54 170|AF 33 65 460|AL 41 20 100|AM 40 45 100|AO -12 18 640|AR -34 -64 950|AT 47.3 13.3 170|AU -25 134 1600|AZ 40.5 47.5 170|BA 44 18 130|BD 24 90 220|BE 50.8 4 100|BF 13 -2 300|BG 43 25 190|BH 26 50.5 20|BJ 9.5 2.3 190|BN 4.5 114.7 45|BO -17 -65 600|BR -10 -55 1650|BS 24 -76 180|BT 27.5 90.5 110|BW -22 24 430|BY 53 28 260|BZ 17.2 -88.8 90|CA 60 -95 1800|CD 0 25 860|CF 7 21 450|CG -1 15 330|CH 47 8 120|CI 8 -5 320|CL -30 -71 1200|CM 6 12 390|CN 35 105 1750|CO 4 -72 600|CR 10 -84 130|CU 21.5 -80 190|CY 35 33 60|CZ 49.8 15.5 160|DE 51 9 340|DJ 11.5 43 90|DK 56 10 120|DO 19 -70.7 130|DZ 28 3 880|EC -2 -77.5 300|EE 59 26 120|EG 27 30 570|ER 15 39 200|ES 40 -4 400|ET 8 38 600|FI 64 26 330|FJ -18 175 90|FR 46 2 420|GA -1 11.8 290|GB 54 -2 280|GE 42 43.5 150|GH 8 -2 280|GM 13.5 -16.6 60|GN 11 -10 280|GQ 2 10 100|GR 39 22 210|GT 15.5 -90.3 190|GY 5 -59 260|HK 22.3 114.2 25|HN 15 -86.5 190|HR 45.2 15.5 140|HT 19 -72.4 95|HU 47 20 180|ID -5 120 1300|IE 53 -8 150|IL 31.5 34.8 85|IN 20 77 1030|IQ 33 44 380|IR 32 53 730|IS 65 -18 190|IT 42.8 12.8 320|JM 18.2 -77.5 60|JO 31 36 170|JP 36 138 600|KE 1 38 430|KG 41 75 260|KH 13 105 240|KP 40 127 200|KR 37 127.5 180|KW 29.3 47.7 80|KZ 48 68 940|LA 18 105 280|LB 33.8 35.8 60|LI 47.2 9.5 10|LK 7 81 150|LR 6.5 -9.5 190|LS -29.5 28.5 100|LT 56 24 150|LU 49.8 6.2 35|LV 57 25 150|LY 25 17 750|MA 32 -5 380|MC 43.7 7.4 5|MD 47 29 110|ME 42.5 19.3 70|MG -20 47 440|MK 41.8 22 100|ML 17 -4 630|MM 22 98 470|MN 46 105 710|MO 22.2 113.5 10|MR 20 -12 580|MT 35.9 14.4 15|MU -20.3 57.5 40|MV 3.2 73 400|MW -13.5 34 200|MX 23 -102 800|MY 2.5 112.5 700|MZ -18.3 35 510|NA -22 17 520|NE 16 8 640|NG 10 8 550|NI 13 -85 210|NL 52.5 5.8 120|NO 62 10 600|NP 28 84 220|NZ -41 174 600|OM 21 57 320|PA 9 -80 160|PE -10 -76 650|PG -6 147 390|PH 13 122 600|PK 30 70 530|PL 52 20 320|PR 18.2 -66.5 60|PS 32 35.2 50|PT 39.5 -8 180|PY -23 -58 360|QA 25.5 51.3 65|RE -21.1 55.6 35|RO 46 25 280|RS 44 21 160|RU 60 60 2600|RW -2 30 95|SA 25 45 830|SD 15 30 770|SE 62 15 500|SG 1.35 103.8 25|SI 46.1 14.8 85|SK 48.7 19.5 130|SL 8.5 -11.5 150|SN 14 -14 250|SO 6 48 450|SR 4 -56 230|SS 7.5 30 450|SV 13.8 -88.9 85|SY 35 38 250|SZ -26.5 31.5 80|TD 15 19 640|TG 8 1.2 140|TH 15 100 400|TJ 39 71 220|TL -8.8 125.9 75|TM 40 60 400|TN 34 9 230|TR 39 35 500|TT 11 -61 45|TW 23.5 121 110|TZ -6 35 550|UA 49 32 440|UG 1 32 280|US 39 -98 2200|UY -33 -56 240|UZ 41 64 380|VE 8 -66 540|VN 16 107 600|XK 42.6 20.9 60|YE 15 48 410|ZA -29 24 620|ZM -15 30 490|ZW -19 29.8 360`;

export interface CountryDisc {
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusKm: number;
}

const discs = new Map<string, CountryDisc>(
  table.split('|').map((line) => {
    const [code = '', latitude = '0', longitude = '0', radius = '0'] = line.split(' ');
    return [code, { latitude: Number(latitude), longitude: Number(longitude), radiusKm: Number(radius) }];
  }),
);

export function countryDisc(code: string): CountryDisc | null {
  return discs.get(code) ?? null;
}
