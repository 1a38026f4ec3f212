/** After the start: does every part answer? Broken data shows here, not at the first click. */

interface Health {
  status: string;
  parts: Record<string, { ok: boolean; error?: string }>;
}

/** Throws a sentence that names the parts which do not work. */
export async function requireHealthy(apiUrl: string): Promise<void> {
  const answer = await fetch(`${apiUrl}/health`);
  const health = (await answer.json().catch(() => null)) as Health | null;
  const broken = Object.entries(health?.parts ?? { api: { ok: answer.ok } }).filter(([, { ok }]) => !ok);
  if (broken.length === 0) return;
  const names = broken.map(([name, { error }]) => (error ? `${name} (${error})` : name)).join(', ');
  throw new Error(
    `These parts do not work: ${names}. The workers' log is in .local/workers.log. If data is broken, start from nothing: npm start -- --fresh`,
  );
}
