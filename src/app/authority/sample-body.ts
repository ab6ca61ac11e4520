import { z } from 'zod';

/** What the sampler may be told: ids of things that exist, by the name of the field. */
export type Known = Record<string, unknown>;

type Schema = {
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  prefixItems?: Schema[];
  minItems?: number;
  minLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
};

const TEXTS: [RegExp, string][] = [
  [/date-time/, '2026-03-02T01:00:00.000Z'],
  [/^date$/, '2026-03-15'],
  [/uuid/, '018f0000-0000-7000-8000-0000000000f0'],
  [/email/, 'nguoi.thu@example.test'],
];
// Shapes that contracts write as patterns: a month, a time of day, a year, a number and symbol.
const SHAPES = ['2026-03', '19:30', '2026', '15-KH/ĐU', '12345678', 'a', 'abc-def', '1'];

function sampleOf(schema: Schema, name: string, known: Known, root: Schema): unknown {
  if (name in known) return known[name];
  if (schema.$ref) return sampleOf(root.$defs?.[schema.$ref.split('/').at(-1)!] ?? {}, name, known, root);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = (schema.anyOf ?? schema.oneOf)?.find((one) => one.type !== 'null');
  if (choice) return sampleOf(choice, name, known, root);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => sampleOf(one, name, known, root)));
  const type = Array.isArray(schema.type) ? schema.type.find((t) => t !== 'null') : schema.type;
  if (type === 'object' || schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .filter(([key]) => schema.required?.includes(key))
        .map(([key, value]) => [key, sampleOf(value, key, known, root)]),
    );
  if (type === 'array')
    return schema.prefixItems
      ? schema.prefixItems.map((item) => sampleOf(item, '', known, root))
      : Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, '', known, root));
  if (type === 'integer' || type === 'number') return schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1;
  if (type === 'boolean') return false;
  const { format, pattern } = schema;
  const text = format && TEXTS.find(([shape]) => shape.test(format))?.[1];
  if (text) return text;
  const shaped = pattern && SHAPES.find((shape) => new RegExp(pattern, 'u').test(shape));
  return shaped || 'Nội dung thử'.padEnd(schema.minLength ?? 1, 'a');
}

/** A value that the schema accepts, with ids of existing things where the names of the fields say so. */
export function sampleBody(schema: z.ZodType, known: Known): unknown {
  const asJson = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  return sampleOf(asJson, '', known, asJson);
}
