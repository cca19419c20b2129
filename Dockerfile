# Two stages: the first builds the wheel and an environment for it, the second holds only that.
# Migrations are a step of their own: run the image once with `citizen-app migrate`.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 UV_NO_CACHE=1 UV_COMPILE_BYTECODE=1
WORKDIR /source
COPY requirements-build.lock requirements.lock ./
RUN python -m venv /opt/build && \
    /opt/build/bin/pip install --require-hashes -r requirements-build.lock
RUN python -m venv --without-pip /opt/app && \
    /opt/build/bin/uv pip sync --python /opt/app/bin/python --require-hashes \
        requirements.lock
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY citizen_app ./citizen_app
COPY templates ./templates
COPY static ./static
COPY translations ./translations
RUN /opt/build/bin/uv build --python /opt/build/bin/python --no-build-isolation \
        --wheel --out-dir /source/dist && \
    /opt/build/bin/uv pip install --python /opt/app/bin/python --no-deps \
        /source/dist/*.whl

FROM python:3.11-slim-bookworm
COPY --from=build /opt/app /opt/app
ENV PATH=/opt/app/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONUNBUFFERED=1 \
    ENVIRONMENT=production \
    HOST=0.0.0.0 \
    PORT=8000
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["citizen-app", "run"]
