export const FORECAST_PATH = '/what-we-hold/forecast';
