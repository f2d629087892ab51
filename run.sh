npx esbuild scratch.ts --bundle --platform=node --outfile=/tmp/an/scratch.cjs --log-level=error && node /tmp/an/scratch.cjs "$@"
