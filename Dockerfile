# syntax=docker/dockerfile:1

FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=optional
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
RUN npm run build

# The embedded PostgreSQL is an optional package: left out, the image needs DATABASE_URL and is 60 MB smaller.
FROM node:24-bookworm-slim AS modules
WORKDIR /redress
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional && npm cache clean --force

FROM node:24-bookworm-slim
ENV NODE_ENV=production PORT=3000
WORKDIR /redress
COPY package.json ./
COPY scripts/build.mjs scripts/
COPY --from=modules /redress/node_modules node_modules
COPY migrations migrations
COPY --from=build /build/dist dist
USER node
EXPOSE 3000
# Whether to restart it, hence not its readiness: a restart does not bring an absent database back.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server.js"]
