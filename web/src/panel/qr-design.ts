/** How a QR code looks, the address of its image, and the look that was chosen last in this browser. */
import { API_BASE } from '../api/client.ts';

export interface QrDesign {
  fgColor: string;
  bgColor: string;
  /** Quiet zone in modules. */
  margin: number;
  level: 'L' | 'M' | 'Q' | 'H';
  /** `domain`: the domain's own where it has one. */
  logo: 'domain' | 'none' | 'own';
  /** An address or a small picture as a data: address, for `own`. */
  logoSource: string;
}

export const PLAIN: QrDesign = {
  fgColor: '#000000',
  bgColor: '#ffffff',
  margin: 2,
  level: 'M',
  logo: 'domain',
  logoSource: '',
};

/** What the code says: the visit is counted as one by QR code. */
export const qrText = (shortLink: string) => `${shortLink}?qr=1`;

/** The image as the API draws it; `sizePx` is its side. */
export function qrUrl(shortLink: string, design: QrDesign, format: 'png' | 'svg', sizePx: number): string {
  const query = new URLSearchParams({
    url: qrText(shortLink),
    format,
    size: String(sizePx),
    level: design.level,
    fgColor: design.fgColor,
    bgColor: design.bgColor,
    margin: String(design.margin),
    ...(design.logo === 'none' && { hideLogo: 'true' }),
    ...(design.logo === 'own' && design.logoSource && { logo: design.logoSource }),
  });
  return `${API_BASE}/qr?${query.toString()}`;
}

const COLOUR = /^#[0-9a-f]{6}$/i;
const MIN_CONTRAST = 3;

/** Relative luminance of `#rrggbb`, by WCAG 2.1. */
function luminance(colour: string): number {
  const part = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

/** Why scanners may fail at these colours; undefined when they will not. */
export function colourProblem({ fgColor, bgColor }: Pick<QrDesign, 'fgColor' | 'bgColor'>): string | undefined {
  if (!COLOUR.test(fgColor) || !COLOUR.test(bgColor)) return undefined;
  const [dark, light] = [luminance(fgColor), luminance(bgColor)];
  if (dark > light) return 'Many scanners cannot read a light code on a dark ground.';
  const contrast = (light + 0.05) / (dark + 0.05);
  return contrast < MIN_CONTRAST ? 'These colours are too much alike for many scanners.' : undefined;
}

const storageKey = (workspaceId: string) => `hopline.qr.${workspaceId}`;

export function savedDesign(workspaceId: string): QrDesign {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(storageKey(workspaceId)) ?? 'null');
    return typeof saved === 'object' && saved !== null ? { ...PLAIN, ...saved } : PLAIN;
  } catch {
    return PLAIN;
  }
}

/** Storage may be forbidden or full: the look then lasts as long as the page. */
export function keepDesign(workspaceId: string, design: QrDesign): void {
  try {
    localStorage.setItem(storageKey(workspaceId), JSON.stringify(design));
  } catch {
    // As said above.
  }
}
