/** Where visitors are: countries by their share of the web's traffic, with a few cities and networks each. */
import type { Geo } from '#core/event/captured.ts';
import { Weighted } from './random.ts';

export interface Place extends Geo {
  /** Hours from UTC, for the hours of day. */
  utcOffset: number;
  language: string;
}

type Row = readonly [
  weight: number,
  country: string,
  continent: string,
  utcOffset: number,
  language: string,
  asns: number[],
  cities: string,
];

/** Cities as `name/region`, separated by commas. */
const ROWS: readonly Row[] = [
  [
    26,
    'US',
    'NA',
    -6,
    'en-US',
    [7922, 21928, 20115],
    'New York/NY,Los Angeles/CA,Chicago/IL,Austin/TX,Seattle/WA,Boston/MA',
  ],
  [8, 'GB', 'EU', 0, 'en-GB', [2856, 5089], 'London/ENG,Manchester/ENG,Edinburgh/SCT'],
  [8, 'DE', 'EU', 1, 'de-DE', [3320, 3209], 'Berlin/BE,Munich/BY,Hamburg/HH,Cologne/NW'],
  [9, 'IN', 'AS', 5.5, 'en-IN', [55836, 45609], 'Mumbai/MH,Bengaluru/KA,Delhi/DL,Hyderabad/TG'],
  [6, 'BR', 'SA', -3, 'pt-BR', [27699, 28573], 'São Paulo/SP,Rio de Janeiro/RJ,Curitiba/PR'],
  [5, 'FR', 'EU', 1, 'fr-FR', [3215, 12322], 'Paris/IDF,Lyon/ARA,Toulouse/OCC'],
  [5, 'JP', 'AS', 9, 'ja-JP', [4713, 17676], 'Tokyo/13,Osaka/27,Fukuoka/40'],
  [4, 'CA', 'NA', -5, 'en-CA', [812, 577], 'Toronto/ON,Montreal/QC,Vancouver/BC'],
  [3, 'ES', 'EU', 1, 'es-ES', [3352, 12430], 'Madrid/MD,Barcelona/CT,Valencia/VC'],
  [3, 'IT', 'EU', 1, 'it-IT', [3269, 30722], 'Milan/25,Rome/62,Turin/21'],
  [3, 'NL', 'EU', 1, 'nl-NL', [1136, 33915], 'Amsterdam/NH,Rotterdam/ZH,Utrecht/UT'],
  [3, 'AU', 'OC', 10, 'en-AU', [1221, 4804], 'Sydney/NSW,Melbourne/VIC,Brisbane/QLD'],
  [3, 'MX', 'NA', -6, 'es-MX', [8151, 28403], 'Mexico City/CMX,Guadalajara/JAL,Monterrey/NLE'],
  [2, 'PL', 'EU', 1, 'pl-PL', [5617, 12741], 'Warsaw/14,Kraków/12'],
  [2, 'ID', 'AS', 7, 'id-ID', [7713, 23693], 'Jakarta/JK,Surabaya/JI'],
  [2, 'KR', 'AS', 9, 'ko-KR', [4766, 9318], 'Seoul/11,Busan/26'],
  [1.5, 'CH', 'EU', 1, 'de-CH', [3303, 6730], 'Zürich/ZH,Geneva/GE,Bern/BE'],
  [1.5, 'SE', 'EU', 1, 'sv-SE', [3301, 1257], 'Stockholm/AB,Göteborg/O'],
  [1.5, 'TR', 'AS', 3, 'tr-TR', [9121, 16135], 'Istanbul/34,Ankara/06'],
  [1.5, 'NG', 'AF', 1, 'en-NG', [29465, 36873], 'Lagos/LA,Abuja/FC'],
  [1.5, 'ZA', 'AF', 2, 'en-ZA', [37457, 16637], 'Johannesburg/GP,Cape Town/WC'],
  [1.5, 'SG', 'AS', 8, 'en-SG', [4657, 9506], 'Singapore/'],
  [1, 'AR', 'SA', -3, 'es-AR', [7303, 22927], 'Buenos Aires/C,Córdoba/X'],
  [1, 'AE', 'AS', 4, 'ar-AE', [5384, 15802], 'Dubai/DU,Abu Dhabi/AZ'],
  [1, 'UA', 'EU', 2, 'uk-UA', [15895, 3255], 'Kyiv/30,Lviv/46'],
];

/** Earlier cities of a country are larger. */
export const PLACES = new Weighted<Place>(
  ROWS.flatMap(([weight, country, continent, utcOffset, language, asns, cities]) =>
    cities.split(',').map((cell, index): [Place, number] => {
      const [city = '', region = ''] = cell.split('/');
      const asn = asns[index % asns.length] ?? 0;
      return [{ country, continent, region, city, asn, utcOffset, language }, weight / (index + 1)];
    }),
  ),
);
