import { type Browser, launch } from 'puppeteer-core';
import { executable } from './browsers.ts';

/** Firefox without a screen; videos play without a click. */
export const startFirefox = (): Promise<Browser> =>
  launch({
    browser: 'firefox',
    executablePath: executable('firefox'),
    extraPrefsFirefox: { 'media.autoplay.default': 0, 'media.autoplay.blocking_policy': 0 },
  });
