export { type Bar, type BarChart, barChart, barKey } from './bar-chart.ts';
export { FONT_FILES } from './fonts.ts';
export { keyMark, keyMarkPaths } from './mark.ts';
export { type ChartLine, chartKey, type StepChart, stepChart } from './step-chart.ts';
