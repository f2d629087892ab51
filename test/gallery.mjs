/**
 * A marketplace for one extension, on this machine: as much of the gallery's protocol as VS Code speaks to search and to install.
 * In: a .vsix. Out: a server on 127.0.0.1 and the requests it has had.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { readVsix } from './editor/vsix.mjs';

/** What a filter's criterion asks for, by `filterType`. */
const CRITERION = { id: 4, name: 7, search: 10 };
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': '*',
  'Access-Control-Allow-Methods': '*',
};

/** The gallery names things by UUID; ours come from their names, so that they are the same each time. */
const uuid = (name) =>
  createHash('sha256')
    .update(name)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

export async function startGallery(vsix) {
  const files = readVsix(vsix);
  const manifest = JSON.parse(files.get('extension/package.json').toString());
  const id = `${manifest.publisher}.${manifest.name}`.toLowerCase();
  const file = (name) => [...files].find(([each]) => each.toLowerCase() === `extension/${name}`)?.[1];
  const assets = {
    'Microsoft.VisualStudio.Services.VSIXPackage': readFileSync(vsix),
    'Microsoft.VisualStudio.Code.Manifest': files.get('extension/package.json'),
    'Microsoft.VisualStudio.Services.VsixManifest': files.get('extension.vsixmanifest'),
    'Microsoft.VisualStudio.Services.Content.Details': file('readme.md'),
    'Microsoft.VisualStudio.Services.Content.Changelog': file('changelog.md'),
    // VS Code refuses what has no signature; with `extensions.verifySignature` off it does not read it.
    'Microsoft.VisualStudio.Services.VsixSignature': Buffer.from('none'),
  };
  const words = [id, manifest.displayName, manifest.description, ...(manifest.keywords ?? [])].join(' ').toLowerCase();
  const requests = [];

  /** Does the query's filter fit our one extension? */
  const fits = ({ criteria }) => {
    const asked = (type) =>
      criteria.filter(({ filterType }) => filterType === type).map(({ value }) => String(value).toLowerCase());
    const [ids, names, texts] = [asked(CRITERION.id), asked(CRITERION.name), asked(CRITERION.search)];
    if (ids.length + names.length + texts.length === 0) return true;
    if (ids.includes(uuid(id)) || names.includes(id)) return true;
    return (
      texts.length > 0 &&
      texts
        .join(' ')
        .split(/\s+/)
        .every((word) => words.includes(word))
    );
  };

  const entry = (base) => {
    const address = `${base}/asset/${manifest.publisher}/${manifest.name}/${manifest.version}`;
    const now = new Date().toISOString();
    return {
      extensionId: uuid(id),
      extensionName: manifest.name,
      displayName: manifest.displayName,
      shortDescription: manifest.description,
      publisher: {
        publisherId: uuid(manifest.publisher),
        publisherName: manifest.publisher,
        displayName: manifest.publisher,
        flags: 'verified',
        domain: null,
        isDomainVerified: false,
      },
      flags: 'validated, public',
      lastUpdated: now,
      publishedDate: now,
      releaseDate: now,
      categories: manifest.categories,
      tags: manifest.keywords,
      deploymentType: 0,
      statistics: [{ statisticName: 'install', value: 1 }],
      versions: [
        {
          version: manifest.version,
          lastUpdated: now,
          flags: 'validated',
          assetUri: address,
          fallbackAssetUri: address,
          files: Object.keys(assets)
            .filter((type) => assets[type])
            .map((assetType) => ({ assetType, source: `${address}/${assetType}` })),
          properties: [
            { key: 'Microsoft.VisualStudio.Code.Engine', value: manifest.engines.vscode },
            { key: 'Microsoft.VisualStudio.Code.ExtensionDependencies', value: '' },
            { key: 'Microsoft.VisualStudio.Code.ExtensionPack', value: '' },
          ],
        },
      ],
    };
  };

  const server = http.createServer(async (request, response) => {
    const base = `http://127.0.0.1:${server.address().port}`;
    const { pathname } = new URL(request.url, base);
    requests.push(`${request.method} ${decodeURIComponent(pathname)}`);
    const send = (status, type, body) => response.writeHead(status, { 'Content-Type': type, ...CORS }).end(body);
    const json = (value) => send(200, 'application/json', JSON.stringify(value));

    if (request.method === 'OPTIONS') return send(204, 'text/plain');
    if (request.method === 'POST') {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      if (pathname !== '/gallery/extensionquery') return json({}); // statistics of installs
      const query = JSON.parse(Buffer.concat(chunks).toString());
      const extensions = query.filters.some(fits) ? [entry(base)] : [];
      const count = [{ name: 'TotalCount', count: extensions.length }];
      const resultMetadata = [{ metadataType: 'ResultCount', metadataItems: count }];
      return json({ results: [{ extensions, pagingToken: null, resultMetadata }] });
    }
    const path = pathname.split('/').slice(1);
    if (path[0] === 'gallery' && path.at(-1) === 'latest') return json(entry(base));
    const asset = path[0] === 'asset' ? assets[path[4]] : undefined;
    return asset ? send(200, 'application/octet-stream', asset) : send(404, 'text/plain', 'not found');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    title: manifest.displayName,
    requests,
    stop: () => server.close(),
  };
}
