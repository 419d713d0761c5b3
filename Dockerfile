# One image for web server, workers and reaper; docker-compose.yml says which part a container runs.
FROM python:3.11.14-slim-bookworm AS app

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1
WORKDIR /srv/descent
RUN useradd --system --home-dir /srv/descent --shell /usr/sbin/nologin descent \
    && mkdir /data && chown descent:descent /data

# PyTorch as PyPI ships it runs on CPU and GPU alike. A smaller image for CPUs alone takes it from
# an index with CPU builds: docker compose build --build-arg PIP_EXTRA_INDEX_URL=...
ARG PIP_EXTRA_INDEX_URL=""
COPY requirements.lock ./
RUN pip install --requirement requirements.lock

COPY manage.py ./
COPY training training
COPY playground playground
COPY templates templates
COPY static static

ENV DESCENT_HOME=/data HOST=0.0.0.0 PORT=8000
USER descent
# This key only lets the settings load while the image is made; running containers must get their own.
RUN SECRET_KEY=used-only-while-this-image-is-being-built python manage.py collectstatic --no-input --verbosity 0

# The documentation is built beside the app, which takes the finished pages and nothing of what built them.
FROM app AS documentation
USER root
COPY requirements-docs.lock ./
RUN pip install --requirement requirements-docs.lock
COPY Makefile README.md CONTRIBUTING.md ./
COPY docs docs
COPY descent descent
RUN SECRET_KEY=used-only-while-this-image-is-being-built python manage.py documentation --folder /srv/documentation

FROM app
COPY --from=documentation /srv/documentation /srv/documentation
ENV DOCUMENTATION=/srv/documentation

EXPOSE 8000
CMD ["python", "manage.py", "serve", "--only", "web"]
