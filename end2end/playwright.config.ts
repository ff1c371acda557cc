// Journeys in Debian's Chromium against the server that `cargo xtask test end2end` built.
import { defineConfig } from '@playwright/test';

const baseURL = process.env.JASIN_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  testDir: 'tests',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  reporter: [['list']],
  timeout: 30_000,
  use: {
    baseURL,
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  // Playwright starts the server, waits until it is ready, and ends it.
  webServer: process.env.JASIN_BIN
    ? {
        command: `${process.env.JASIN_BIN} serve`,
        url: `${baseURL}/readyz`,
        timeout: 60_000,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
        stdout: 'ignore',
        stderr: 'ignore',
      }
    : undefined,
});
