/** Checks requests against their zod schema and names every field that is wrong, unknown ones included. */
import type { FieldProblem } from '@parley/contract/values/result.ts';
import type { FastifySchemaCompiler } from 'fastify';
import { z } from 'zod';
import { RefusalError } from './refusal-error.ts';

const MAX_PROBLEMS = 50;

export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (data: unknown) => {
    const parsed = schema.safeParse(data ?? (schema instanceof z.ZodObject ? {} : data));
    return parsed.success
      ? { value: parsed.data }
      : { error: new RefusalError({ code: 'request.invalid', details: problemsOf(parsed.error) }) };
  };

/** One entry a field, dots between the steps of its path. */
export function problemsOf(error: z.ZodError): FieldProblem[] {
  return error.issues.flatMap(problemsOfIssue).slice(0, MAX_PROBLEMS);
}

function problemsOfIssue(issue: z.core.$ZodIssue): FieldProblem[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: [...path, key].join('.'), message: 'This field is not known here.' }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The branch that came closest says most.
    const closest = issue.errors.toSorted((a, b) => a.length - b.length)[0] ?? [];
    return closest.flatMap((inner) => problemsOfIssue({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [{ field: path.join('.'), message: issue.message }];
}

/** The path of the first object in the schema that would swallow unknown fields in silence; undefined when there is none. */
export function looseObjectIn(schema: unknown, path = ''): string | undefined {
  if (schema instanceof z.ZodObject) {
    if (schema.def.catchall === undefined) return path === '' ? '(top)' : path;
    for (const [name, inner] of Object.entries(schema.shape)) {
      const found = looseObjectIn(inner, path === '' ? name : `${path}.${name}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const inner = innerOf(schema);
  for (const each of inner) {
    const found = looseObjectIn(each, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function innerOf(schema: unknown): readonly unknown[] {
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) return [schema.unwrap()];
  if (schema instanceof z.ZodUnion) return schema.options;
  if (schema instanceof z.ZodPipe) return [schema.in];
  return [];
}
