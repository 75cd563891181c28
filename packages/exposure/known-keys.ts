/** Every key that a published schema names, for "did you mean". Worked out when first asked for. */
export function knownKeys(schema: () => string): () => readonly string[] {
  let known: readonly string[] | undefined;
  return () => {
    known ??= keysIn(schema());
    return known;
  };
}

function keysIn(schema: string): string[] {
  const found = new Set<string>();
  JSON.parse(schema, (key, value: unknown) => {
    if (key === 'properties') for (const name of Object.keys(Object(value))) found.add(name);
    return value;
  });
  return [...found];
}
