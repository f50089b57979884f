/** The description of the API at /openapi.json, and a reader for it at /docs that needs nothing from other servers. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { errorEnvelope } from '@parley/contract/api/envelope.ts';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';

const transform = createJsonSchemaTransform({ zodToJsonConfig: { unrepresentable: 'any' } });
const ERROR = {
  description: 'A refusal; `code` is one of the catalogue.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
};

/** Call before any route is registered. */
export function describeApi(app: FastifyInstance, input: { readonly publicUrl: string; readonly version: string }): void {
  const errorSchema: object = z.toJSONSchema(errorEnvelope);
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Parley',
        version: input.version,
        description:
          'Sell, take bookings and take print orders inside WhatsApp. `/api/x` means `/api/v1/x`. Money is a decimal string beside a currency, times are RFC 3339 UTC.',
      },
      servers: [{ url: input.publicUrl }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'The token of POST /auth/login, or an API key.' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'parley_session',
            description: 'A browser’s sign-in; changes only from our own pages.',
          },
          key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        },
        schemas: { Error: errorSchema },
      },
    },
    transform: (document) => {
      const { url, route } = document;
      const shown = url.startsWith('/api/') && document.schema?.hide !== true;
      if (!shown) return { schema: { hide: true }, url };
      const described = transform({ ...document, schema: document.schema ?? {} });
      const security = route.config?.access === 'public' ? [] : [{ bearer: [] }, { key: [] }, { session: [] }];
      return {
        url: described.url,
        schema: { security, ...described.schema, tags: described.schema.tags ?? [tagOf(url)] },
      };
    },
    transformObject: (document) => {
      if (!('openapiObject' in document)) return document.swaggerObject;
      for (const path of Object.values(document.openapiObject.paths ?? {})) {
        for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
          const operation = path?.[method];
          if (operation) operation.responses = { ...operation.responses, '4XX': ERROR };
        }
      }
      return document.openapiObject;
    },
  });
  app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'public' };
    });
    scope.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => reply.send(app.swagger()));
    await scope.register(swaggerUi, { routePrefix: '/docs', staticCSP: DOCS_CSP, indexPrefix: '', uiConfig: { deepLinking: true } });
  });
}

/** The reader styles itself from script; nothing leaves this server. */
const DOCS_CSP =
  "default-src 'self'; script-src 'self'; script-src-attr 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";

function tagOf(url: string): string {
  return /^\/api\/v\d+\/([^/]+)/.exec(url)?.[1]?.replace(/^./, (first) => first.toUpperCase()) ?? 'General';
}
