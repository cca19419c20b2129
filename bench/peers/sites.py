"""The pages of the peers, each a folder of local files: what npm brought, and one page of ours."""

import json
from pathlib import Path
from shutil import copyfile

from bench.budgets import LFORMS, SMART_FORMS, SURVEYJS
from bench.npm_parts import NPM, install_npm_parts, run_node
from bench.peers.survey_form import survey_form

HERE = Path(__file__).parent
FORM = HERE / "form.json"
PAGES = HERE / "pages"


def build_sites(folder: Path) -> dict[str, Path]:
    """Make the folder of each peer, by name."""
    modules = install_npm_parts()
    builders = {LFORMS: _lforms, SMART_FORMS: _smart_forms, SURVEYJS: _surveyjs}
    sites = {}
    for name, build in builders.items():
        site = folder / name
        site.mkdir()
        build(site, modules)
        sites[name] = site
    return sites


def versions() -> dict[str, str]:
    """The versions of the peers, as the lock names them."""
    packages = json.loads((NPM / "package-lock.json").read_text("utf-8"))["packages"]
    named = {
        LFORMS: "lforms",
        SMART_FORMS: "@aehrc/smart-forms-renderer",
        SURVEYJS: "survey-js-ui",
    }
    return {
        name: f"{package} {packages[f'node_modules/{package}']['version']}"
        for name, package in named.items()
    }


def _lforms(site: Path, modules: Path) -> None:
    built = modules / "lforms" / "dist" / "lforms"
    for file in ("styles.css", "assets/lib/zone.min.js", "runtime.js", "polyfills.js", "main.js"):
        _copy(built / "webcomponent" / file, site / "webcomponent" / file)
    for picture in (built / "webcomponent").glob("*.png"):
        _copy(picture, site / "webcomponent" / picture.name)
    _copy(built / "fhir" / "R4" / "lformsFHIR.min.js", site / "fhir" / "lformsFHIR.min.js")
    _copy(PAGES / "lforms.html", site / "index.html")
    _copy(PAGES / "lforms.js", site / "page.js")
    _copy(FORM, site / "form.json")


def _surveyjs(site: Path, modules: Path) -> None:
    core = modules / "survey-core"
    for file in (
        core / "survey-core.min.css",
        core / "survey.core.min.js",
        core / "i18n" / "danish.min.js",
        modules / "survey-js-ui" / "survey-js-ui.min.js",
    ):
        _copy(file, site / file.name)
    _copy(PAGES / "surveyjs.html", site / "index.html")
    _copy(PAGES / "surveyjs.js", site / "page.js")
    form = survey_form(json.loads(FORM.read_text("utf-8")))
    (site / "form.json").write_text(json.dumps(form, ensure_ascii=False), "utf-8")


def _smart_forms(site: Path, modules: Path) -> None:
    program = modules / "esbuild" / "bin" / "esbuild"
    run_node(
        str(program),
        str(PAGES / "smart_forms.jsx"),
        "--bundle",
        "--minify",
        "--target=es2022",
        '--define:process.env.NODE_ENV="production"',
        "--loader:.woff=file",
        "--loader:.woff2=file",
        "--log-level=error",
        f"--outfile={site / 'page.js'}",
        env={"NODE_PATH": str(modules)},
    )
    _copy(PAGES / "smart_forms.html", site / "index.html")
    _copy(FORM, site / "form.json")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    copyfile(source, target)
