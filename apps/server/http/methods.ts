export type RoutePattern = { readonly methods: readonly string[]; readonly matches: RegExp };

/** A route's pattern as an expression over paths: `:name` is one segment, `*` the rest. */
export function routePattern(url: string, method: string | string[]): RoutePattern {
  const source = url
    .split('/')
    .map((part) => {
      if (part === '*') return '.*';
      return part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('/');
  return { methods: [method].flat(), matches: new RegExp(`^${source}$`) };
}

/** Methods that would have been answered on a path: none means that the path does not exist. */
export function allowedMethods(patterns: readonly RoutePattern[], path: string): string[] {
  return [...new Set(patterns.filter((p) => p.matches.test(path)).flatMap((p) => p.methods))].sort();
}
