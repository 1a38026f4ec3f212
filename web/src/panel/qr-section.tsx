/** Designs the QR code of a link and takes it away as PNG or SVG. The look is remembered for the next link. */
import { Download } from 'lucide-react';
import { useState } from 'react';
import { buttonClass } from '../design/button.tsx';
import { CheckField } from '../design/check-field.tsx';
import { SelectField, TextField } from '../design/field.tsx';
import { FileButton, PICTURES } from '../design/file-button.tsx';
import { Notice } from '../design/notice.tsx';
import { notify } from '../design/toast.tsx';
import settings from '../settings/settings.module.css';
import { useWorkspace } from '../shell/workspace.ts';
import { ColourField } from './colour-field.tsx';
import { colourProblem, keepDesign, type QrDesign, qrUrl, savedDesign } from './qr-design.ts';
import styles from './qr-section.module.css';
import section from './section.module.css';
import type { SectionProps } from './sections.tsx';
import { shrinkPicture } from './shrink-picture.ts';
import { useSettled } from './use-settled.ts';

/** While a colour is dragged, only where it stops is drawn. */
const PAUSE_MS = 200;
const PREVIEW_PX = 480;
/** For posters; PNG can be no larger. */
const DOWNLOAD_PX = 2_000;
const LEVELS = [
  { value: 'L', label: 'Low: 7 % may be damaged' },
  { value: 'M', label: 'Medium: 15 %' },
  { value: 'Q', label: 'High: 25 %' },
  { value: 'H', label: 'Highest: 30 %' },
];
const MARGINS = [0, 1, 2, 4, 8].map((modules) => ({
  value: String(modules),
  label: modules === 0 ? 'None' : `${modules} modules`,
}));

export function QrSection({ link }: SectionProps) {
  const { id } = useWorkspace();
  const [design, setDesign] = useState(() => savedDesign(id));
  const shown = useSettled(design, PAUSE_MS);
  if (!link) return <p className={section.lead}>The code is here as soon as the link is made.</p>;
  const set = (change: Partial<QrDesign>) => {
    const next = { ...design, ...change };
    setDesign(next);
    keepDesign(id, next);
  };
  const problem = colourProblem(design);
  const name = `${link.domain}-${link.key}`.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-');
  return (
    <div className={styles.layout}>
      <div className={styles.look}>
        <img
          className={styles.code}
          src={qrUrl(link.shortLink, shown, 'svg', PREVIEW_PX)}
          alt={`QR code of ${link.shortLink}`}
          width={168}
          height={168}
        />
        <div className={styles.downloads}>
          {(['png', 'svg'] as const).map((format) => (
            <a
              key={format}
              className={buttonClass({ size: 'small', wide: true })}
              href={qrUrl(link.shortLink, design, format, DOWNLOAD_PX)}
              download={`${name}.${format}`}
            >
              <Download size={14} aria-hidden />
              {format.toUpperCase()}
            </a>
          ))}
        </div>
      </div>
      <div className={styles.fields}>
        <div className={styles.pairs}>
          <ColourField label="Code" value={design.fgColor} onChange={(fgColor) => set({ fgColor })} />
          <ColourField label="Ground" value={design.bgColor} onChange={(bgColor) => set({ bgColor })} />
          <SelectField
            label="Margin"
            choices={MARGINS}
            value={String(design.margin)}
            onChange={(event) => set({ margin: Number(event.target.value) })}
          />
          <SelectField
            label="Error correction"
            choices={LEVELS}
            value={design.level}
            onChange={(event) => set({ level: event.target.value as QrDesign['level'] })}
          />
        </div>
        {problem && <Notice tone="warn">{problem}</Notice>}
        <LogoFields design={design} set={set} />
      </div>
    </div>
  );
}

function LogoFields({ design, set }: { design: QrDesign; set: (change: Partial<QrDesign>) => void }) {
  const isPicture = design.logoSource.startsWith('data:');
  const choose = async (file: File) => {
    const logoSource = await shrinkPicture(file);
    if (logoSource) return set({ logo: 'own', logoSource });
    notify({
      tone: 'danger',
      title: 'This picture cannot be the logo',
      text: 'Choose a PNG or JPEG with few details, or give the address of a PNG.',
    });
  };
  return (
    <fieldset className={settings.group}>
      <legend>Logo</legend>
      <CheckField
        type="radio"
        name="logo"
        label="The domain’s own"
        note="As it is set under Domains, where it is."
        checked={design.logo === 'domain'}
        onChange={() => set({ logo: 'domain' })}
      />
      <CheckField
        type="radio"
        name="logo"
        label="None"
        checked={design.logo === 'none'}
        onChange={() => set({ logo: 'none' })}
      />
      <CheckField
        type="radio"
        name="logo"
        label="Another one"
        checked={design.logo === 'own'}
        onChange={() => set({ logo: 'own' })}
      />
      {design.logo === 'own' && (
        <div className={styles.own}>
          <FileButton accept={PICTURES} onChoose={(file) => void choose(file)}>
            {isPicture ? 'Choose another file' : 'Choose a file'}
          </FileButton>
          {isPicture && <img className={styles.thumb} src={design.logoSource} alt="The chosen logo" height={28} />}
          <TextField
            label="Or its address"
            placeholder="https://example.com/logo.png"
            note="PNG, at most 300 KB."
            value={isPicture ? '' : design.logoSource}
            onChange={(event) => set({ logoSource: event.target.value })}
          />
        </div>
      )}
    </fieldset>
  );
}
