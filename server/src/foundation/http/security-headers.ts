/** The headers that keep pages from being misused: no inline script anywhere, no framing by others, nothing guessed. */
import { type FastifyHelmetOptions, fastifyHelmet } from '@fastify/helmet';
import type { onRequestHookHandler } from 'fastify';

/** @param publicUrl decides whether the browser is told to stay on https. */
export function contentPolicy(publicUrl: string): onRequestHookHandler {
  // Made once: left to the plugin it would be read and checked anew for every request.
  const put = fastifyHelmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      scriptSrcAttr: ["'none'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      styleSrcElem: ["'self'"],
      styleSrcAttr: ["'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:', 'https:'],
      mediaSrc: ["'self'", 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      frameSrc: ["'self'"],
      frameAncestors: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      // No form-action: browsers apply it to the redirect after a form too, and the checkout form ends at the payment gateway.
      ...(publicUrl.startsWith('https:') ? { upgradeInsecureRequests: [] } : {}),
    },
  });
  return (request, reply, done) => put(request.raw, reply.raw, () => done());
}

/** All but the policy of contents. @param publicUrl as above. */
export function securityHeaders(publicUrl: string): FastifyHelmetOptions {
  const secure = publicUrl.startsWith('https:');
  return {
    contentSecurityPolicy: false,
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-site' },
    // Off: the payment page may open in a window that must find its way back.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  };
}
