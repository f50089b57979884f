/** Whether this is the sandbox, as the page itself says; then the stand-ins take any account. */
export const isSandbox = (): boolean => document.querySelector('meta[name="parley-demo"]') !== null;
