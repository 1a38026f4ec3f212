/** `Desktop, Chrome`; what is not known is not said. */
export function meansOf({ device, browser }: { device: string; browser: string }): string {
  return [device, browser].filter((name) => name !== '' && name !== 'Unknown').join(', ');
}
