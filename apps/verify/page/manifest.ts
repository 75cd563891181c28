/** What a phone needs to put the page among its apps (W3C Web Application Manifest). Words there are in English only: it has no languages. */
export const manifest = {
  id: '/',
  name: 'Check a card',
  short_name: 'Card check',
  description:
    'Is this city card genuine and current? Checked on your device, without a network. Nothing is kept.',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: '#fbfaf6',
  theme_color: '#fbfaf6',
  icons: [
    { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
} as const;
