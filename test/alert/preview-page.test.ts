import { describe, expect, it } from 'vitest';
import { incidentOfCase, ocsfCases } from './ocsf-cases.ts';
import { fullIncident } from './ocsf-hostile.ts';
import { OUTPUTS } from './outputs.ts';
import { previewCases } from './preview-cases.ts';
import { previewPage } from './preview-page.ts';

describe('the preview', () => {
  it('shows every output of every case', () => {
    const cases = previewCases();
    const page = previewPage(cases);

    for (const { name } of [...cases, ...ocsfCases()]) expect(page).toContain(`<h3 id="title-${name}">`);
    expect(page.split('<summary>Slack</summary>')).toHaveLength(cases.length + 1);
    for (const output of OUTPUTS)
      if ('written' in output)
        expect(page.split(`<pre tabindex="0" role="region" aria-label="${output.name}">`)).toHaveLength(
          cases.length + 1,
        );
  });

  it('has no other tags for a hostile incident than for a harmless one of as many lines', () => {
    const tagsOf = (text: string) => {
      const incident = fullIncident(incidentOfCase('execute'), text);
      const page = previewPage([{ name: 'one', generations: [incident] }]);
      // The link to the log names the log group, in escapes of its own.
      const tags = page.slice(page.lastIndexOf('</style>')).match(/<[^>]*>/g) ?? [];
      return new Set(tags.map((tag) => tag.replace(/(?<=logs-insights\$3F)[\w$~()*.&#;-]+(?=")/, '…')));
    };

    expect(tagsOf('</pre><script>1</script><h2>"')).toEqual(tagsOf('harmless'));
  });
});
