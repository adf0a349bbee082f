import { describe, expect, it } from 'vitest';
import { incidentOfCase, ocsfCases } from './ocsf-cases.ts';
import { fullIncident } from './ocsf-hostile.ts';
import { OUTPUTS } from './outputs.ts';
import { previewPage } from './preview-page.ts';

describe('the preview', () => {
  it('shows every output of every case', () => {
    const page = previewPage();

    for (const { name } of ocsfCases()) expect(page).toContain(`<h3 id="title-${name}">`);
    for (const { name } of OUTPUTS)
      expect(page.split(`<pre tabindex="0" role="region" aria-label="${name}">`)).toHaveLength(
        ocsfCases().length + 1,
      );
  });

  it('has no other tags for a hostile incident than for a harmless one of as many lines', () => {
    const tagsOf = (text: string) => {
      const page = previewPage([{ name: 'one', incident: fullIncident(incidentOfCase('execute'), text) }]);
      return new Set(page.slice(page.indexOf('</style>')).match(/<[^>]*>/g));
    };

    expect(tagsOf('</pre><script>1</script><h2>"')).toEqual(tagsOf('harmless'));
  });
});
