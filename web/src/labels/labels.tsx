/** Tags, folders and UTM templates: what links are sorted by. */
import { Folders } from './folders.tsx';
import { Tags } from './tags.tsx';
import { Templates } from './templates.tsx';

export function Labels() {
  return (
    <>
      <Tags />
      <Folders />
      <Templates />
    </>
  );
}
