import { expect, it } from 'vitest';
import { metricLine } from '../../shared/aws/metric-line.ts';
import { T0 } from '../incident/findings.ts';

it('a line counts under the names of its metrics, and explains them beside', () => {
  const line = metricLine({ metrics: { Lines: 3, Findings: 0 }, details: { logGroup: '/x' } }, T0);
  expect(JSON.parse(line)).toEqual({
    logGroup: '/x',
    Lines: 3,
    Findings: 0,
    _aws: {
      Timestamp: T0,
      CloudWatchMetrics: [
        {
          Namespace: 'ldwatch',
          Dimensions: [[]],
          Metrics: [
            { Name: 'Lines', Unit: 'Count' },
            { Name: 'Findings', Unit: 'Count' },
          ],
        },
      ],
    },
  });
});

it('details can not stand in for metrics, nor break the line', () => {
  const details = { Lines: 'many', _aws: {}, text: 'a\nb' };
  const line = metricLine({ metrics: { Lines: 3 }, details }, T0);
  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toMatchObject({ Lines: 3, _aws: { Timestamp: T0 } });
});
