import type { Actor } from '#kernel/actor.ts';
import { addDays, type CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Ahead, ComingEffect, TakingEffect, Waiting } from '#platform/feature.ts';
import { putAreasAfter, selectNamedAreas, selectOpenAreas } from '../db/area.sql.ts';
import { type AreaAfter, areasAfter, withTold } from '../domain/areas-after.ts';
import { formOfUnit } from '../domain/party-names.ts';

type Known = { areas: AreaAfter[]; names: Map<Id, string> };

/**
 * Those of these units that have a place on a day, with their names. Agencies and schools have none: a ward that takes one in
 * stays as large as it is.
 */
export async function unitsWithPlace(tx: Tx, unitIds: readonly Id[], day: CivilDate) {
  const found = unitIds.length === 0 ? [] : await selectNamedAreas(tx, [...new Set(unitIds)], day);
  return found.filter(({ name, area }) => area !== null || formOfUnit(name) !== undefined);
}

async function judge(
  tx: Tx,
  { on, places, toldPlaces }: Pick<ComingEffect, 'on' | 'places' | 'toldPlaces'>,
): Promise<Known> {
  const found = await unitsWithPlace(
    tx,
    places.map(({ unitId }) => unitId),
    addDays(on, -1),
  );
  return {
    areas: withTold(areasAfter(places, new Map(found.map(({ unitId, area }) => [unitId, area]))), toldPlaces),
    names: new Map(found.map(({ unitId, name }) => [unitId, name])),
  };
}

/** Units that take others in get their area and population together from the day on, with the decision as the source. */
export async function carryAreas(tx: Tx, plan: TakingEffect): Promise<void> {
  const { areas } = await judge(tx, plan);
  await putAreasAfter(tx, areas, plan.on, `Sắp xếp theo ${plan.decision.number}`);
}

const figuresIn = (language: 'vi' | 'en', { km2, population }: AreaAfter): string => {
  const number = (value: number) =>
    value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en', { maximumFractionDigits: 4 });
  const unknown = language === 'vi' ? 'chưa rõ' : 'not known';
  const area = km2 === null ? unknown : `${number(km2)} km²`;
  const people =
    population === null ? unknown : `${number(population)} ${language === 'vi' ? 'người' : 'people'}`;
  return language === 'vi' ? `diện tích ${area}, dân số ${people}` : `area ${area}, population ${people}`;
};

/** The places that a plan makes: what is added up, and what somebody has to state afterwards. */
export async function areasToCome(tx: Tx, plan: ComingEffect): Promise<Ahead[]> {
  const { areas, names } = await judge(tx, plan);
  const nameOf = (unitId: Id) => names.get(unitId) ?? '';
  return [
    {
      key: 'units.places',
      title: {
        vi: 'Diện tích, dân số địa bàn được cộng và ghi từ ngày có hiệu lực',
        en: 'Area and population that are added up and hold from the day on',
      },
      lines: areas
        .filter(({ openFrom, km2, population }) => openFrom.length === 0 && (km2 ?? population) !== null)
        .map((area) => {
          const from = area.fromIds.map(nameOf).join(', ');
          const source = area.isTold
            ? { vi: 'theo phương án', en: 'as the plan tells' }
            : { vi: `từ ${from}`, en: `from ${from}` };
          return {
            unitId: area.unitId,
            what: {
              vi: `${figuresIn('vi', area)} (${source.vi})`,
              en: `${figuresIn('en', area)} (${source.en})`,
            },
            intoIds: [],
          };
        }),
    },
    {
      key: 'units.places-open',
      title: {
        vi: 'Địa bàn phải ghi lại diện tích, dân số sau khi có hiệu lực',
        en: 'Places whose area and population have to be stated afterwards',
      },
      lines: areas
        .filter(({ openFrom }) => openFrom.length > 0)
        .map((area) => {
          const from = area.openFrom.map(nameOf).join(', ');
          return {
            unitId: area.unitId,
            what: {
              vi: `chưa có số liệu của phần nhận từ ${from}`,
              en: `nobody has told the figures of what comes from ${from}`,
            },
            intoIds: [],
          };
        }),
    },
  ];
}

const STATING = ['secretary', 'deputy-secretary', 'officer'];

/** Places that a plan left open: their committee and those above state them. */
export async function waitingAreas(tx: Tx, actor: Actor, today: CivilDate): Promise<Waiting[]> {
  const units = actor.posts.filter(({ post }) => STATING.includes(post)).map(({ unitId }) => unitId);
  return (await selectOpenAreas(tx, [...new Set(units)], today)).map(({ unitId, openId, count }) => ({
    key: 'units.area-open',
    text: {
      vi: 'Ghi diện tích, dân số của địa bàn mới sắp xếp',
      en: 'State area and population of places that a plan made',
    },
    count,
    counted: { vi: 'địa bàn', en: 'places', enOne: 'place' },
    unitId,
    to: `/units/${openId}`,
    isLate: false,
  }));
}
